/** What a notification says that came without words. */
const words = {
  title: "Docket",
  body: "There is news about an order.",
};

export type PushNoticeWords = typeof words;
export default words;

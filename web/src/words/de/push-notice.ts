import type { PushNoticeWords } from "../en/push-notice";

const words: PushNoticeWords = {
  title: "Docket",
  body: "Es gibt Neues zu einer Bestellung.",
};

export default words;

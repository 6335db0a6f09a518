/** Words of signing in on a buyer's page, and of giving a code. */

const words = {
  title: "Your phone number",
  country: "Country",
  other: "Other, with +",
  phone: "Phone number",
  hint: "We send a code. There is no password.",
  send: "Send the code",
  codeTitle: "Enter the code from your phone",
  sentTo: "Sent to",
  otherNumber: "Change the number",
  digits: "Six digits",
  go: "Show my orders",
  digitsHint: "Sends itself at the sixth digit.",
  noMessage: "No message?",
  again: "Send it again",
  againIn: (clock: string) => `in ${clock}`,
  resent: "Sent once more.",
  wrong: (left: number) =>
    left === 1 ? "That was not the code: 1 try left." : `That was not the code: ${left} tries left.`,
  noTries: "That was not the code, and there are no tries left. Send it again.",
  held: (time: string): [before: string, time: string, after: string] => [
    "Held for you until ",
    time,
    ". After that the order lapses, and nothing is charged.",
  ],
  look: "Look again",
  offline: "Docket did not answer. Please check your connection.",
  local: "On this machine messages stay here.",
  read: "Read the code",
  notRead: "No code has arrived here yet.",
};

export type BuyerSignInWords = typeof words;
export default words;

/** Words of the code that confirms an order. */

const words = {
  oneStep: "One step left",
  codeTitle: "Enter the code from your phone",
  sentTo: "Sent to",
  sentAt: (minutes: number) =>
    minutes === 0 ? "just now." : minutes === 1 ? "a minute ago." : `${minutes} minutes ago.`,
  changeNumber: "Change the number",
  digits: "Six digits",
  digitsHint: "Sends itself at the sixth digit.",
  noMessage: "No message?",
  again: "Send it again",
  againIn: (clock: string) => `in ${clock}`,
  resent: "Another code is on its way. Only the newest one counts.",
  confirm: "Confirm the order",
  signIn: "Confirm the phone",
  notThat: (left: number) =>
    left === 0
      ? "That was not the code, and there are no tries left. Have another one sent."
      : `That was not the code: ${left === 1 ? "1 try" : `${left} tries`} left.`,
  held: [
    "Held for you until",
    ". After that the order lapses, nothing is charged, and your cart is back.",
  ] as [until: string, then: string],
  holdLabel: "Time left to enter the code",
  verifyFirst: "This seller wants to know your phone before you order. Nothing is held yet.",
  lapsed: "The order has lapsed",
  lapsedHint: "The code did not come in time. Nothing was charged, and your cart is as it was.",
  backToCart: "Back to checkout",
  local: "On this machine messages stay here.",
  read: "Read the code",
  notRead: "No code has arrived here yet.",
  soon: "as soon as possible",
  settled: { how: "How", name: "Name", note: "Note", where: "Where" },
  earlier: "Your first try had gone through. This is what was placed.",
  newTotal: (now: string, was: string) => `The total is ${now}; the page had said ${was}.`,
};

export type CodeWords = typeof words;
export default words;

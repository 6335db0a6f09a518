/** Words of tracking that few readers need: whose order it is, its code, cancelling. */

const words = {
  cancelTitle: "Cancel this order?",
  cancelFollows: (seller: string) => `${seller} is told at once. This cannot be taken back.`,
  cancelFree: "Nothing is charged.",
  cancelRefund: (amount: string) => `You get ${amount} back.`,
  why: "Why? (optional)",
  cancelNow: "Cancel the order",
  keep: "Keep it",
  codeTitle: "Enter the code from your phone",
  codeLead: "It is in the message about this order.",
  confirm: "Confirm the order",
  strangerTitle: "Whose order is it?",
  strangerHint: "To show it, we ask for the phone number that it was placed with.",
  otherPhone: "It was placed with another phone number than yours. Sign in with that one.",
  justOrdered: "Just placed it? Enter the code that confirms it",
  useNumber: "Sign in with the phone number instead",
  lapsed: "The time is over: the order has lapsed, and nothing is charged.",
};

export type TrackLaterWords = typeof words;
export default words;

import buyer from "./buyer";

const words = {
  ...buyer,
  title: "Messages",
  skip: "Skip to your messages",
  of: "For",
  signOut: "Sign out",
  signInHint: "To show what you have chosen, we ask for the phone number that you order with.",
  loading: "Looking for what you have chosen",
  saved: "Saved.",
  unsaved: "Not saved yet.",
  kept: "What you chose is kept. Sign in again to save it.",
  discard: "Discard changes",
  theirs: "This was changed in another tab or on another device. Nothing of yours was saved.",
  readAgain: "Show what is there now",
  keepMine: "Keep what I chose",
  wait: (seconds: number) => (seconds === 1 ? "Try again in 1 second." : `Try again in ${seconds} seconds.`),
};

export type MyMessagesWords = typeof words;
export default words;

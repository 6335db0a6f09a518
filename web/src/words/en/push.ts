import type { PushState } from "~/push/subscription";

const words = {
  browser: "This browser",
  turnOn: "Turn on",
  turnOff: "Turn off",
  again: "Try again",
  looking: "Looking…",
  state: {
    on: "Push messages reach this browser, also while Docket is closed.",
    off: "Push messages do not reach this browser.",
    blocked: "Blocked in this browser’s settings. Allow notifications for this site there.",
    unsupported: "This browser cannot receive push messages.",
    homeScreen:
      "On an iPhone or iPad, first add Docket to the home screen (Share, then “Add to Home Screen”) and open it from there.",
  } satisfies Record<PushState, string>,
  silent: "Docket did not answer.",
  serviceFailed: "This browser’s push service did not answer. Try again later.",
  offer: "Tell me here when it changes",
  noOffer: "Do not offer this again",
  offered: "You will be told here when it changes.",
  choose: "Choose messages",
};

export type PushWords = typeof words;
export default words;

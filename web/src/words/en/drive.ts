import type { components } from "~/api/schema";

type ProblemKind = NonNullable<components["schemas"]["StopView"]["deliveryProblem"]>["kind"];

const many = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`;

const words = {
  title: (seller: string) => `Drive · ${seller}`,
  today: "Today’s batches",
  toBatches: "Today’s batches",
  batch: "Batch",
  batchName: (number: string) => `Batch ${number}`,
  callSeller: (seller: string) => `Call ${seller}`,
  failed: "Your batches could not be loaded",
  nothing: "No batch for you yet",
  nothingHint: "A batch appears here as soon as dispatch gives it to you.",
  look: "Look again",
  stops: (count: number) => many(count, "stop", "stops"),
  left: (left: number, count: number) => `${left} of ${many(count, "stop", "stops")} left`,
  state: { toPickUp: "To pick up", onTour: "On tour" },
  completed: "Completed today",
  gone: "This batch is not yours any more",
  goneHint: "Dispatch gave it to somebody else, or cancelled it.",
  account: (name: string) => `${name}, your account`,
  you: "Signed in as",
  role: "Driver",
  language: "Language",
  messages: "Messages you get",
  theme: "Light or dark",
  signOut: "Sign out",
  signOutFailed: "You are still signed in: the server did not answer. Try again.",
  ask: {
    title: "Sign out and lose steps?",
    text: (count: number) =>
      `${many(count, "step is", "steps are")} not sent yet. When you sign out, nobody will know of ${count === 1 ? "it" : "them"}.`,
    do: "Sign out and lose them",
    stay: "Stay signed in",
  },
  signal: {
    since: (time: string) => `No signal since ${time}.`,
    none: "Everything is sent. You can go on.",
    waits: (count: number) =>
      count === 1
        ? "1 step waits for signal, and is sent automatically."
        : `${count} steps wait for signal, and are sent automatically.`,
    sending: (count: number) => `Sending ${many(count, "step", "steps")}…`,
    signedOut: "Your session ended.",
    signedOutHint: (count: number) =>
      count === 0 ? "Sign in again to go on." : `Sign in again to send ${many(count, "step", "steps")}.`,
    signIn: "Sign in",
  },
  pickUp: {
    do: (count: number) => `Hold: pick up ${many(count, "order", "orders")}`,
    again: (count: number) => `Press again: pick up ${many(count, "order", "orders")}`,
    notReady: (count: number) =>
      count === 1 ? "1 order is not ready yet." : `${count} orders are not ready yet.`,
    ready: "ready",
    working: "in preparation",
    part: (count: number) => `Hold: leave the rest, pick up ${count}`,
    partAgain: (count: number) => `Press again: leave the rest, pick up ${count}`,
    all: "Everything is ready.",
    none: "Nothing is ready yet.",
  },
  rail: "Stops",
  railStop: (place: number, number: string) => `Stop ${place}, ${number}`,
  railState: {
    done: "delivered",
    over: "not delivered any more",
    kept: "delivered, not sent yet",
    refused: "refused by the server",
    problem: "with a problem",
    todo: "to do",
  },
  by: (time: string, minutes: number) => `by ${time}, ${minutes} min left`,
  late: (time: string, minutes: number) => `by ${time}, ${minutes} min late`,
  noAddress: "No address any more",
  map: "Map",
  mapIn: "Open the map in the browser",
  call: (name: string) => `Call ${name}`,
  collect: "Collect",
  bag: (count: number, number: string) => `${many(count, "item", "items")} in bag ${number}.`,
  line: (quantity: number, name: string) => `${quantity} ${name}`,
  noDetails: "Items and amount are not on this device yet.",
  afterwards: "Then",
  thenBy: (time: string) => `, by ${time}`,
  delivered: (amount: string | null) =>
    amount === null ? "Hold: delivered" : `Hold: delivered, ${amount} collected`,
  deliveredAgain: (amount: string | null) =>
    amount === null ? "Press again: delivered" : `Press again: delivered, ${amount} collected`,
  collected: (amount: string) => `Collected ${amount} in cash`,
  tapAgain: "Press again to confirm.",
  isDelivered: "Delivered.",
  deliveredKept: "Delivered. This waits for signal.",
  isOver: "This order is not delivered any more.",
  nextStop: "Next stop",
  problem: "Problem…",
  problemTitle: (number: string) => `Problem with ${number}`,
  problemKind: "What is wrong?",
  kinds: {
    nobody_there: "Nobody there",
    refused: "Refused",
    wrong_address: "Wrong address",
    other: "Something else",
  } satisfies Record<ProblemKind, string> as Record<ProblemKind, string>,
  notes: "Notes",
  notesHint: "What dispatch should know.",
  notesNeeded: "Write what is wrong.",
  kindNeeded: "Choose what is wrong.",
  tell: "Tell dispatch",
  cancel: "Cancel",
  reported: (kind: string, time: string) => `Reported at ${time}: ${kind}.`,
  reportedHint: "Dispatch decides. You can still deliver the order.",
  refused: {
    delivered: "“Delivered” was not taken.",
    problem: "The problem was not taken.",
    pickup: "The pickup was not taken.",
    sequence: "The new sequence was not taken.",
    complete: "The tour could not be completed.",
    says: (sentence: string) => `The server says: “${sentence}”`,
    hint: "Send it again, or discard it and go by what the server says. If in doubt, call.",
    orders: (numbers: string) => `Orders: ${numbers}.`,
    again: "Send again",
    change: "Change…",
    discard: "Discard",
  },
  list: "All stops",
  listTitle: "All stops",
  backToStop: "Back to the stop",
  up: (number: string) => `${number} one place up`,
  down: (number: string) => `${number} one place down`,
  moved: (number: string, place: number) => `${number} is stop ${place}.`,
  end: {
    title: "All stops are done",
    text: (count: number) =>
      `${many(count, "order is", "orders are")} delivered. Complete the tour to tell dispatch.`,
    do: "Hold: complete the tour",
    again: "Press again: complete the tour",
    title2: "The tour is completed",
    kept: "This waits for signal, and is sent automatically.",
    sent: "Dispatch knows.",
    others: "Today’s batches",
    left: (count: number) =>
      count === 1
        ? "1 stop has a problem. Dispatch decides, or you deliver it after all."
        : `${count} stops have a problem. Dispatch decides, or you deliver them after all.`,
  },
};

export type DriveWords = typeof words;
export default words;

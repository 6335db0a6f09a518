/** Words of tracking. `food` is true for orders of a kitchen. */
import type { components } from "~/api/schema";
import buyer from "./buyer";

type Phase = components["schemas"]["PhaseName"];
type Method = components["schemas"]["MethodName"];

interface About {
  food: boolean;
  method: Method;
  seller: string;
  /** Who brings it, if that is known. */
  driver: string | null;
  /** Whether it was stopped because nobody gave the code, or paid, in time. */
  lapsed: boolean;
  /** Whether it has to be paid for before its seller gets it, and was not. */
  unpaid: boolean;
}

const ready: Record<Method, string> = {
  pickup: "is ready for you to pick up",
  delivery: "is ready and waits for its driver",
  shipping: "is packed and about to be sent",
};

const words = {
  ...buyer,
  order: "Order",
  loading: "Looking for your order",
  now: (phase: Phase, { food, method, seller, lapsed, unpaid }: About): string => {
    const it = food ? "Your food" : "Your order";
    switch (phase) {
      case "unverified":
        return "One step left: your code";
      case "open":
        return unpaid ? "One step left: your payment" : `${seller} has your order`;
      case "accepted":
        return `${seller} has accepted your order`;
      case "working":
        return `${it} is being prepared`;
      case "ready":
        return `${it} ${ready[method]}`;
      case "in_transit":
        return `${it} is on its way`;
      case "done":
        return method === "pickup" ? "You have picked it up" : `${it} was delivered`;
      case "cancelled":
        return lapsed ? "Your order has lapsed" : "Your order was cancelled";
      case "rejected":
        return `${seller} could not take your order`;
      case "failed":
        return lapsed ? "Your order has lapsed" : "Your order did not get through";
    }
  },
  lapsedHint: "The time is over. Nothing is charged.",
  payBy: "Pay by",
  because: (seller: string, reason: string) => `${seller} wrote: “${reason}”`,
  there: { pickup: "Ready", delivery: "At your door", shipping: "With you" } satisfies Record<Method, string>,
  wanted: { pickup: "For pickup", delivery: "At your door", shipping: "With you" } satisfies Record<
    Method,
    string
  >,
  soon: "You will see here when it is accepted.",
  passed: (time: string, method: Method) =>
    `It should have been ${method === "pickup" ? "ready" : "with you"} by ${time}. It is late, and we are sorry.`,
  later: (minutes: number, time: string) =>
    `${Math.abs(minutes)} ${Math.abs(minutes) === 1 ? "minute" : "minutes"} ${minutes > 0 ? "later" : "earlier"} than first said, as of ${time}.`,
  sorry: "We are sorry.",
  far: "How far it is",
  you: "You",
  stops: (n: number) => (n === 1 ? "1 stop" : `${n} stops`),
  stopsBefore: (n: number) =>
    n === 0 ? "You are the next stop" : n === 1 ? "1 stop before yours" : `${n} stops before yours`,
  brings: "brings your order",
  call: "Call",
  callSeller: (seller: string) => `Call ${seller}`,
  where: { pickup: "Where to go", delivery: "Where it goes", shipping: "Where it goes" } satisfies Record<
    Method,
    string
  >,
  map: "Map",
  soFar: "So far",
  about: (time: string) => `about ${time}`,
  step: (phase: Phase, { food, method, driver }: About): string => {
    switch (phase) {
      case "unverified":
        return "Waiting for your code";
      case "open":
        return "Placed";
      case "accepted":
        return food ? "Accepted by the kitchen" : "Accepted";
      case "working":
        return "Being prepared";
      case "ready":
        return method === "pickup" ? "Ready for pickup" : food ? "Cooked and packed" : "Packed";
      case "in_transit":
        return method === "shipping" ? "Sent" : driver === null ? "Picked up" : `Picked up by ${driver}`;
      case "done":
        return method === "pickup" ? "Picked up by you" : "Delivered";
      case "cancelled":
        return "Cancelled";
      case "rejected":
        return "Rejected";
      case "failed":
        return "Failed";
    }
  },
  toPay: "To pay",
  pay: (amount: string) => `Pay ${amount}`,
  payHow: {
    pickup: "By card now, or when you pick it up",
    delivery: "By card now, or at your door",
    shipping: "By card",
  } satisfies Record<Method, string>,
  payDirectly: (seller: string, method: Method) => {
    const how: Record<Method, string> = {
      pickup: `You pay ${seller} when you pick it up.`,
      delivery: `You pay ${seller} at your door.`,
      shipping: `${seller} tells you how to pay.`,
    };
    return `This shop takes no payments online. ${how[method]}`;
  },
  paid: "Paid",
  paidAmount: (amount: string) => `${amount} paid`,
  authorized: (amount: string, seller: string) =>
    `${amount} is held on your card, and taken when ${seller} accepts`,
  partlyPaid: (paid: string, due: string) => `${paid} paid, ${due} to pay`,
  refunding: (amount: string) => `${amount} is on its way back to you`,
  refunded: (amount: string) => `${amount} went back to you`,
  refundFailed: (amount: string) => `We could not send ${amount} back to you yet. We will get back to you.`,
  disputed: "You asked your bank about this payment. The bank decides.",
  nothingDue: "Nothing to pay",
  wrong: "Something wrong?",
  over: "What now?",
  cancelUntil: (time: string) => `You can cancel until ${time}.`,
  canCancel: "You can still cancel.",
  cannotCancel: (phase: Phase, seller: string): string => {
    switch (phase) {
      case "unverified":
        return "Without the code the order lapses by itself, and nothing is charged.";
      case "open":
      case "accepted":
        return `The time to cancel here is over. Please ask ${seller}.`;
      case "working":
        return `${seller} has begun, so it can no longer be cancelled here. Please ask ${seller}.`;
      case "ready":
        return `It is ready, so it can no longer be cancelled here. Please ask ${seller}.`;
      case "in_transit":
        return `It is on its way, so it can no longer be cancelled here. Please ask ${seller}.`;
      case "done":
      case "cancelled":
      case "rejected":
      case "failed":
        return `Please ask ${seller}.`;
    }
  },
  cancel: "Cancel the order…",
  receipt: "Receipt",
  merged: "This order was joined with another one and goes on there.",
  part: "Part of it travels as another order:",
  asOf: (time: string, zone: string) => `As of ${time}, times in ${zone}`,
  staleAt: (time: string) => `No connection. This is as of ${time}.`,
  another: "Your other orders",
};

export type TrackWords = typeof words;
export default words;

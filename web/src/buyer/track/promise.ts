/** When an order is expected: the moment that was promised, the range around it, and how it has moved. No React. */
import { isFinal } from "./phases";
import type { Order, PromiseMove } from "./types";

/** An estimate is said with this much before and after. */
const SPREAD = 5 * 60_000;

export interface Expected {
  from: number;
  to: number;
  /** Whether all of it has passed, and the order is still not there. */
  passed: boolean;
  /** How many minutes later than first said, with the newest reason. */
  moved: { minutes: number; move: PromiseMove } | null;
}

/** Null where nobody has promised a time, or none is to come any more. */
export function expectedOf(order: Order, now: number): Expected | null {
  if (isFinal(order.phase) || order.phase === "unverified") return null;
  const at = promisedFor(order);
  if (at === null) return null;
  return { from: at - SPREAD, to: at + SPREAD, passed: now > at + SPREAD, moved: movedOf(order, at) };
}

/** The moment that was promised; of what is fetched, when it should be made, and not before it is wanted. */
function promisedFor(order: Order): number | null {
  const promised = order.promisedAt ?? order.estimatedDeliveryTime;
  if (promised !== undefined) return Date.parse(promised);
  const { acceptedAt, readyAt, estimatedPrepTime, fulfilment } = order;
  if (fulfilment.method !== "pickup" || readyAt !== undefined) return null;
  if (acceptedAt === undefined || estimatedPrepTime === undefined) return null;
  const made = Date.parse(acceptedAt) + estimatedPrepTime * 60_000;
  return Math.max(made, fulfilment.requestedFor === undefined ? made : Date.parse(fulfilment.requestedFor));
}

function movedOf(order: Order, at: number): Expected["moved"] {
  const moves = order.promiseMoves ?? [];
  const [first] = moves;
  const move = moves.at(-1);
  if (first === undefined || move === undefined) return null;
  const minutes = Math.round((at - Date.parse(first.from ?? first.to)) / 60_000);
  return minutes === 0 ? null : { minutes, move };
}

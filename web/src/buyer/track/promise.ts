/** When an order is expected: the moment that was promised, the range around it, and how it has moved. No React. */
import { isFinal } from "../phases";
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

/** The moment that was promised. What is to be fetched is there once it is ready. */
function promisedFor({ promisedAt, readyAt, fulfilment }: Order): number | null {
  if (promisedAt === undefined) return null;
  return fulfilment.method === "pickup" && readyAt !== undefined ? null : Date.parse(promisedAt);
}

function movedOf(order: Order, at: number): Expected["moved"] {
  const moves = order.promiseMoves ?? [];
  const [first] = moves;
  const move = moves.at(-1);
  if (first === undefined || move === undefined) return null;
  const minutes = Math.round((at - Date.parse(first.from ?? first.to)) / 60_000);
  return minutes === 0 ? null : { minutes, move };
}

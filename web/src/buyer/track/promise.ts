/** When an order is expected: the promised time, the range around it, and its changes. No React. */
import { isFinal } from "../phases";
import type { Order, PromiseMove } from "./types";

/** The margin of an estimate, before and after. */
const SPREAD = 5 * 60_000;

export interface Expected {
  from: number;
  to: number;
  /** Whether the range has passed, and the order is not done. */
  passed: boolean;
  /** The delay in minutes against the first promise, with the newest reason. */
  moved: { minutes: number; move: PromiseMove } | null;
}

/** Null without a promised time, or when none is to come any more. */
export function expectedOf(order: Order, now: number): Expected | null {
  if (isFinal(order.phase) || order.phase === "unverified") return null;
  const at = promisedFor(order);
  if (at === null) return null;
  return { from: at - SPREAD, to: at + SPREAD, passed: now > at + SPREAD, moved: movedOf(order, at) };
}

/** The promised time. For pickup, the order is ready then. */
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

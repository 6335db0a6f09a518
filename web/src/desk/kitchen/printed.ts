/** Which tickets have been printed, and which are to be. Pure. */
import type { OrderRow } from "../open-orders/types";
import { columnOf } from "./tickets";

/** The seller of each order whose ticket was printed here. */
export type Printed = ReadonlyMap<string, string>;

/** Orders in the kitchen without a ticket, the one that was placed first before the others. */
export function unprinted(rows: Iterable<OrderRow>, done: Printed): string[] {
  return [...rows]
    .filter(({ id, phase }) => columnOf(phase) === "work" && !done.has(id))
    .sort((a, b) => a.placedAt.localeCompare(b.placedAt))
    .map(({ id }) => id);
}

/** Notes more as printed, and forgets what this seller's list does not hold any more. */
export function printedAfter(
  done: Printed,
  ids: readonly string[],
  rows: ReadonlyMap<string, OrderRow>,
  sellerId: string,
): Printed {
  const next = new Map([...done].filter(([id, seller]) => seller !== sellerId || rows.has(id)));
  for (const id of ids) next.set(id, sellerId);
  return next;
}

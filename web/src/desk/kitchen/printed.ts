/** The printed tickets, and those to print. Without side effects. */
import type { OrderRow } from "../open-orders/types";
import { columnOf } from "./tickets";

/** The seller of each order whose ticket was printed here. */
export type Printed = ReadonlyMap<string, string>;

/** Orders in the kitchen without a printed ticket, oldest first. */
export function unprinted(rows: Iterable<OrderRow>, done: Printed): string[] {
  return [...rows]
    .filter(({ id, phase }) => columnOf(phase) === "work" && !done.has(id))
    .sort((a, b) => a.placedAt.localeCompare(b.placedAt))
    .map(({ id }) => id);
}

/** Records more as printed, and deletes orders that this seller's list does not contain any more. */
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

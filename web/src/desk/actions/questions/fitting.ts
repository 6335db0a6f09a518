import type { OrderRow } from "../../open-orders/types";

/** The most orders of a merge. */
const MOST = 10;

/** The orders that may be merged into this one, as far as rows show; the server checks the rest. */
export function fitting(row: OrderRow, rows: readonly OrderRow[]): OrderRow[] {
  const same = (other: OrderRow) =>
    other.id !== row.id &&
    other.customer.phone === row.customer.phone &&
    other.status === row.status &&
    other.currency === row.currency &&
    other.lifecycle.version === row.lifecycle.version &&
    other.fulfilment.method === row.fulfilment.method &&
    other.fulfilment.requestedFor === row.fulfilment.requestedFor &&
    other.mealWindow === row.mealWindow &&
    other.batchId === undefined;
  return rows.filter(same).slice(0, MOST - 1);
}

import type { OrderRow } from "../open-orders/types";

/** When an order that is being prepared will be ready: its promise is for the address. Null where nothing is promised. */
export function readyAtOf(row: OrderRow | undefined, deliveryMinutes: number): number | null {
  if (row?.promisedAt === undefined) return null;
  return Date.parse(row.promisedAt) - deliveryMinutes * 60_000;
}

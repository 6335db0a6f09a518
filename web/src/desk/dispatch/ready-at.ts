import type { OrderRow } from "../open-orders/types";

/** When an order in preparation will be ready, derived from the promised time of delivery. Null without a promise. */
export function readyAtOf(row: OrderRow | undefined, deliveryMinutes: number): number | null {
  if (row?.promisedAt === undefined) return null;
  return Date.parse(row.promisedAt) - deliveryMinutes * 60_000;
}

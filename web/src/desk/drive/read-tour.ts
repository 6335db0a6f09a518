/** Reads a driver's day: the open batches with their orders, and the number of completed ones. */
import type { Client } from "~/api/client";
import { wholeList } from "~/api/pages";
import type { components } from "~/api/schema";
import { clock, dayOf } from "~/lib/time";
import type { Batch, Order } from "./steps";

export interface Tour {
  /** The open batches, oldest first. */
  batches: readonly Batch[];
  /** Their orders with items and amounts, by id. */
  orders: Readonly<Record<string, Order>>;
  /** The number of batches that were completed today. */
  completed: readonly Batch[];
  seller: components["schemas"]["Seller"];
  /** When the server sent it. */
  readAt: number;
  /** How far the server's clock is ahead of this device's. */
  ahead: number;
}

const LIVING = ["ASSIGNED", "PICKED_UP", "IN_PROGRESS"];
const PAGE = 10;
/** Orders that are read at the same time. */
const TOGETHER = 6;

export async function readTour(client: Client, sellerId: string, before: Tour | null): Promise<Tour> {
  const batchList = (query: object) =>
    wholeList(
      (cursor) => client.ask("get", "/api/delivery/batches", { query: { ...query, cursor } }),
      ({ batches }) => batches,
    );
  const seller = (await client.ask("get", "/api/sellers/{id}", { path: { id: sellerId } })).seller;
  const [living, completed] = await Promise.all([
    batchList({ status: LIVING, orders: true, limit: PAGE }),
    batchList({ status: ["COMPLETED"], date: dayOf(clock.now(), seller.timezone), limit: 100 }),
  ]);
  const batches = living.entries.toReversed();
  const orders: Record<string, Order> = {};
  const missing: string[] = [];
  for (const stop of batches.flatMap((batch) => batch.orders ?? [])) {
    const known = before?.orders[stop.id];
    if (known?.status === stop.status && known.status !== "PREPARING") orders[stop.id] = known;
    else missing.push(stop.id);
  }
  for (let at = 0; at < missing.length; at += TOGETHER) {
    const read = await Promise.all(
      missing.slice(at, at + TOGETHER).map((id) => client.ask("get", "/api/orders/{id}", { path: { id } })),
    );
    for (const { order } of read) orders[order.id] = order as Order;
  }
  return {
    batches,
    orders,
    completed: completed.entries,
    seller,
    readAt: clock.now(),
    ahead: clock.ahead,
  };
}

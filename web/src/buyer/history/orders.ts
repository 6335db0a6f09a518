/** Reads a buyer's own orders page by page, and the sellers' time zones for their times. No React. */
import { type AnswerOf, Client } from "~/api/client";
import { Problem } from "~/api/problem";
import type { components } from "~/api/schema";
import type { Order } from "../order";
import { isFinal } from "../phases";
import { session } from "../session";

export type { Order } from "../order";
export type Seller = components["schemas"]["Seller"];

export interface Page {
  orders: Order[];
  next: string | null;
  /** Whether the cursor was refused, so that this is the first page again. */
  anew: boolean;
}

const SIZE = 20;

/** The page after this cursor, or the first one; the first one also when the cursor is no longer valid. Throws `Problem`. */
export async function pageAfter(cursor: string | null): Promise<Page> {
  try {
    return { ...(await read(cursor)), anew: false };
  } catch (error) {
    if (cursor === null || !(error instanceof Problem) || error.status !== 400) throw error;
    return { ...(await read(null)), anew: true };
  }
}

async function read(cursor: string | null) {
  const query = { limit: SIZE, ...(cursor !== null && { cursor }) };
  const body = await session.client.ask("get", "/api/orders/my-orders", { query });
  const { orders, pagination } = body as Exclude<AnswerOf<"/api/orders/my-orders", "get">, string>;
  return { orders, next: pagination.nextCursor ?? null };
}

const sellers = new Map<string, Promise<Seller>>();

/** A seller's settings, requested once. Throws `Problem`. */
export function sellerOf(id: string): Promise<Seller> {
  const known = sellers.get(id);
  if (known) return known;
  const asked = new Client().ask("get", "/api/sellers/{id}", { path: { id } }).then(({ seller }) => seller);
  asked.catch(() => sellers.delete(id));
  sellers.set(id, asked);
  return asked;
}

/** The newest version of each order, newest order first: a page that was read again replaces the orders shown. */
export function merged(known: readonly Order[], read: readonly Order[]): Order[] {
  const orders = new Map(known.map((order) => [order.id, order]));
  for (const order of read) orders.set(order.id, order);
  return [...orders.values()].sort((one, other) => (one.placedAt < other.placedAt ? 1 : -1));
}

/** Whether the order cannot change any more. */
export const isPast = ({ phase }: Order) => isFinal(phase);

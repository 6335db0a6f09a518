/** A buyer's own orders, page by page, and the sellers' zones that their times are shown in. No React. */
import { type AnswerOf, Client } from "~/api/client";
import type { components } from "~/api/schema";
import { session } from "../session";

type Schemas = components["schemas"];

export type Order = Schemas["Order"] & {
  promisedAt?: string;
  verification?: Schemas["VerificationView"];
};
export type Seller = Schemas["Seller"] & { phone?: string; address?: Schemas["AddressView"] };

export interface Page {
  orders: Order[];
  next: string | null;
}

const SIZE = 20;

/** The page after this cursor, or the first. Throws `Problem`. */
export async function pageAfter(cursor: string | null): Promise<Page> {
  const query = { limit: SIZE, ...(cursor !== null && { cursor }) };
  const body = await session.client.ask("get", "/api/orders/my-orders", { query });
  const { orders, pagination } = body as Exclude<AnswerOf<"/api/orders/my-orders", "get">, string>;
  return { orders, next: pagination.nextCursor ?? null };
}

const sellers = new Map<string, Promise<Seller>>();

/** A seller's settings, asked for once. Throws `Problem`. */
export function sellerOf(id: string): Promise<Seller> {
  const known = sellers.get(id);
  if (known) return known;
  const asked = new Client()
    .ask("get", "/api/sellers/{id}", { path: { id } })
    .then(({ seller }) => seller as Seller);
  asked.catch(() => sellers.delete(id));
  sellers.set(id, asked);
  return asked;
}

/** The newest known of each order, newest first: a page that was read again replaces what is shown of it. */
export function merged(known: readonly Order[], read: readonly Order[]): Order[] {
  const orders = new Map(known.map((order) => [order.id, order]));
  for (const order of read) orders.set(order.id, order);
  return [...orders.values()].sort((one, other) => (one.placedAt < other.placedAt ? 1 : -1));
}

const ENDED: readonly string[] = ["done", "cancelled", "rejected", "failed"];

/** Whether nothing more happens to it. */
export const isPast = ({ phase }: Order) => ENDED.includes(phase);

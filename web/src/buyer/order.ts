/** An order as the buyers' pages read it, and texts about its items. No React. */
import type { components } from "~/api/schema";

type Schemas = components["schemas"];

export type Order = Schemas["Order"];
/** A change of a promised time. */
export type PromiseMove = Schemas["PromiseMove"];

/** A link to the shop, which puts the order's items into the cart and names the unavailable ones. */
export const againPath = ({ sellerId, id }: Order) =>
  `/s/${encodeURIComponent(sellerId)}?again=${encodeURIComponent(id)}`;

/** Refunds that are not settled yet, in minor units: those under way, and those that were refused. */
export function openRefunds({ refunds }: Order["payment"]): { waiting: number; failed: number } {
  const open = { waiting: 0, failed: 0 };
  for (const { amount, status } of refunds) open[status === "failed" ? "failed" : "waiting"] += amount;
  return open;
}

/** The number of pieces in an order's items, or in a cart's lines. */
export const pieces = (items: readonly { quantity: number }[]) =>
  items.reduce((sum, { quantity }) => sum + quantity, 0);

/** `2 naan, raita`, as a kitchen would say it. */
export const extrasText = (extras: readonly { name: string; quantity: number }[]) =>
  extras.map(({ name, quantity }) => (quantity > 1 ? `${quantity} ${name}` : name)).join(", ");

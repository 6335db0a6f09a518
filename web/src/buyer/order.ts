/** An order as the buyer's pages read it, and what each of them says of its items. No React. */
import type { components } from "~/api/schema";

type Schemas = components["schemas"];

export type Order = Schemas["Order"];
/** How a promise was moved. */
export type PromiseMove = Schemas["PromiseMove"];

/** The shop puts the order's items into the cart, and says what there is no more of. */
export const againPath = ({ sellerId, id }: Order) =>
  `/s/${encodeURIComponent(sellerId)}?again=${encodeURIComponent(id)}`;

/** What is to be given back and was not yet, in minor units: what is under way, and what was refused. */
export function openRefunds({ refunds }: Order["payment"]): { waiting: number; failed: number } {
  const open = { waiting: 0, failed: 0 };
  for (const { amount, status } of refunds) open[status === "failed" ? "failed" : "waiting"] += amount;
  return open;
}

/** How many pieces in all: of an order's items, or of a cart's lines. */
export const pieces = (items: readonly { quantity: number }[]) =>
  items.reduce((sum, { quantity }) => sum + quantity, 0);

/** `2 naan, raita`, as a kitchen would say it. */
export const extrasText = (extras: readonly { name: string; quantity: number }[]) =>
  extras.map(({ name, quantity }) => (quantity > 1 ? `${quantity} ${name}` : name)).join(", ");

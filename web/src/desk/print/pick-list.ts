/** The quantities of each product in some orders, with separate rows for different extras, to collect them in one go. */
import type { Order } from "../open-orders/types";

export interface Picked {
  key: string;
  name: string;
  /** The extras of each piece. */
  extras: string;
  quantity: number;
  /** The last four characters of the orders with it. */
  orders: string[];
}

export function pickList(orders: readonly Pick<Order, "orderNumber" | "items">[]): Picked[] {
  const picks = new Map<string, Picked>();
  for (const { orderNumber, items } of orders) {
    for (const { productId, name, quantity, addons } of items) {
      const extras = addons.map((addon) => `${addon.quantity} × ${addon.name}`).join(", ");
      const key = `${productId}|${extras}`;
      const known = picks.get(key) ?? { key, name, extras, quantity: 0, orders: [] };
      const tail = orderNumber.slice(-4);
      picks.set(key, {
        ...known,
        quantity: known.quantity + quantity,
        orders: known.orders.includes(tail) ? known.orders : [...known.orders, tail],
      });
    }
  }
  return [...picks.values()].sort((a, b) => a.name.localeCompare(b.name) || a.extras.localeCompare(b.extras));
}

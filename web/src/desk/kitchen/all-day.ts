/** The totals by product over all open tickets, so that nobody has to add tickets up. Without side effects. */
import type { Order } from "../open-orders/types";

export interface Total {
  productId: string;
  name: string;
  quantity: number;
  /** How many of them are on tickets that are not accepted yet. */
  fresh: number;
  extras: readonly { name: string; quantity: number }[];
}

type Made = Pick<Order, "items">;

/** The largest totals come first. */
export function totalsOf(fresh: Iterable<Made>, work: Iterable<Made>): Total[] {
  const totals = new Map<string, Total & { counts: Map<string, number> }>();
  const add = (orders: Iterable<Made>, isFresh: boolean) => {
    for (const { items } of orders)
      for (const { productId, name, quantity, addons } of items) {
        const total = totals.get(productId) ?? {
          productId,
          name,
          quantity: 0,
          fresh: 0,
          extras: [],
          counts: new Map<string, number>(),
        };
        total.quantity += quantity;
        if (isFresh) total.fresh += quantity;
        // The extras are those of each piece.
        for (const extra of addons)
          total.counts.set(extra.name, (total.counts.get(extra.name) ?? 0) + extra.quantity * quantity);
        totals.set(productId, total);
      }
  };
  add(work, false);
  add(fresh, true);
  return [...totals.values()]
    .map(({ counts, ...total }) => ({
      ...total,
      extras: [...counts].map(([name, quantity]) => ({ name, quantity })),
    }))
    .sort((a, b) => b.quantity - a.quantity || (a.name < b.name ? -1 : 1));
}

/** What a step means for money, stock and vouchers. */
import { w } from "~/words/actions";
import type { InternalOrder, Order, Phase } from "../../open-orders/types";
import type { Follow } from "./parts";

/** A lifecycle, and which of its statuses give stock back when an order is stopped in them. */
export interface StockRules {
  statuses: readonly { name: string; phase: Phase; restocks?: boolean }[];
}

/** What was paid and is not given back, nor asked to be. */
export function keptOf({ payment }: Pick<InternalOrder, "payment">): number {
  // Also what the bank took back, which is in no sum.
  if (payment.status === "refunded") return 0;
  return Math.max(
    0,
    payment.amountPaid - payment.amountRefunded - payment.amountRefundRequested - payment.amountChargedBack,
  );
}

export const vouchersOf = (order: Pick<Order, "vouchers">): string =>
  order.vouchers.map(({ code }) => code).join(", ");

/** Whether the items of an order that is stopped in this status are in stock again. */
export function restocks(lifecycle: StockRules | undefined, status: string): boolean | undefined {
  return lifecycle?.statuses.find(({ name }) => name === status)?.restocks;
}

export function stockOf(lifecycle: StockRules | undefined, status: string, items: number): Follow {
  const back = restocks(lifecycle, status);
  if (back === undefined) return { icon: "products", text: w.follows.ruleStock };
  return back
    ? { icon: "products", text: w.follows.restock(items) }
    : { icon: "products", text: w.follows.noRestock(items), tone: "soon" };
}

/** The effects of a transition on money, stock and vouchers. */
import { w } from "~/words/actions";
import type { InternalOrder, Order, Phase } from "../../open-orders/types";
import type { Follow } from "./parts";

/** A lifecycle, and the statuses in which stopping an order returns its stock. */
export interface StockRules {
  statuses: readonly { name: string; phase: Phase; restocks?: boolean }[];
}

/** The paid amount without refunds, settled or requested. */
export function keptOf({ payment }: Pick<InternalOrder, "payment">): number {
  // The status also covers amounts that the bank took back, which are in no sum.
  if (payment.status === "refunded") return 0;
  return Math.max(
    0,
    payment.amountPaid - payment.amountRefunded - payment.amountRefundRequested - payment.amountChargedBack,
  );
}

export const vouchersOf = (order: Pick<Order, "vouchers">): string =>
  order.vouchers.map(({ code }) => code).join(", ");

/** Whether the items of an order that is stopped in this status return to the stock. */
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

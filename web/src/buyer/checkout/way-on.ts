/**
 * Where a buyer goes on once the orders are confirmed: to paying what is due, or to where the order is followed. Paying
 * can be left for later on the page that it leads to. No React.
 */
import { Problem } from "~/api/problem";
import type { Order } from "../order";
import { payPath, payTogetherPath, trackPath } from "../pay/address";
import { session } from "../session";

/** How long the payment provider may take to answer; after that the order is shown, which can be paid there. */
const PATIENCE = 5_000;

/** Asks for the payment, which tells whether this deployment takes any. */
export async function wayOn(orders: readonly Order[]): Promise<string> {
  const [one, ...more] = orders.filter(({ payment }) => payment.amountDue > 0);
  const order = trackPath(orders[0]?.id ?? "");
  if (one === undefined) return order;
  const { client } = session;
  const signal = AbortSignal.timeout(PATIENCE);
  try {
    if (more.length === 0 || one.groupId === undefined) {
      await client.ask("post", "/api/orders/{id}/payment-intents", { path: { id: one.id }, signal });
      return payPath(one.id);
    }
    const path = { groupId: one.groupId };
    await client.ask("post", "/api/checkouts/{groupId}/payment-intents", { path, signal });
    return payTogetherPath(one.id, one.groupId);
  } catch (error) {
    if (!(error instanceof Problem) || error.more.reason !== "paid_separately") return order;
    return payPath(
      one.id,
      more.map(({ id }) => id),
    );
  }
}

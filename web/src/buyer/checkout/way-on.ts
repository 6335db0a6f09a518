/**
 * The page after the orders are confirmed: the payment of the amount due, or the tracking page. The payment page lets
 * the buyer pay later. No React.
 */
import { Problem } from "~/api/problem";
import type { Order } from "../order";
import { payPath, payTogetherPath, trackPath } from "../pay/address";
import { session } from "../session";

/** The timeout for the payment provider; after that the tracking page is opened, on which the buyer can pay. */
const PATIENCE = 5_000;

/** Asks for the payment, because only the answer shows whether this deployment takes payments. */
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

/** *Order again*: puts the items of an earlier order into the cart, which shows missing items and changed prices. */
import { Problem } from "~/api/problem";
import { add, line } from "../cart/cart";
import { cart } from "../cart/store";
import type { Seller } from "../cart/types";
import { session } from "../session";
import { go, shopPath } from "./route";

/** Applies the parameters of the address once, and removes them, so that a reload does not repeat it. */
export async function orderAgain(seller: Seller): Promise<void> {
  const id = new URLSearchParams(location.search).get("again");
  if (id === null) return;
  go(shopPath(seller.id), "replace");
  try {
    await session.renew();
    const { order } = await session.client.ask("get", "/api/orders/{id}", { path: { id } });
    if (order.sellerId !== seller.id) return;
    const of = { sellerId: seller.id, sellerName: seller.name, currency: seller.currency };
    const lines = order.items.map(({ productId, name, unitPrice, quantity, addons }) =>
      line(
        { id: productId, name, price: unitPrice },
        addons.map((addon) => ({ ...addon, price: addon.unitPrice })),
        quantity,
      ),
    );
    await cart.change((before) => lines.reduce((now, each) => add(now, of, each), before));
  } catch (error) {
    // Another buyer's order, or none: the shop is shown without it.
    if (!(error instanceof Problem)) throw error;
  }
}

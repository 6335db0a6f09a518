/** The present offer for the lines of a basket, as far as its quote contains it. */
import type { Problem } from "~/api/problem";
import type { Basket } from "../cart/cart";
import type { Offer, Offers } from "../cart/changes";
import type { Quoted } from "../cart/quotes";

/**
 * Everything in a line counts as offered unless the API reports otherwise: a quote may answer a slightly older cart.
 */
export function offersAt(basket: Basket, { quote, problem }: Quoted): Offers {
  const offers = new Map<string, Offer & { extras: Map<string, { name: string; price: number }> }>();
  for (const { productId, name, price, extras } of basket.lines) {
    const known = offers.get(productId)?.extras;
    const own = extras.map((extra): [string, typeof extra] => [extra.addonId, extra]);
    offers.set(productId, {
      name,
      price,
      available: Number.MAX_SAFE_INTEGER,
      extras: new Map([...(known ?? []), ...own]),
    });
  }
  for (const item of quote?.items ?? []) {
    const offer = offers.get(item.productId);
    if (!offer) continue;
    Object.assign(offer, { name: item.name, price: item.unitPrice, available: item.available });
    for (const { addonId, name, unitPrice } of item.addons)
      offer.extras.set(addonId, { name, price: unitPrice });
  }
  for (const { productId, available } of quote?.stockIssues ?? []) {
    const offer = offers.get(productId);
    if (offer) offer.available = available;
  }
  for (const { productId, addonId } of goneOf(basket, problem)) {
    if (addonId === undefined) offers.delete(productId);
    else offers.get(productId)?.extras.delete(addonId);
  }
  return offers;
}

/** The products and extras that a refusal reports as unknown. */
function goneOf(basket: Basket, problem: Problem | undefined): { productId: string; addonId?: string }[] {
  return (problem?.errors ?? []).flatMap(({ pointer }) => {
    const [, at, extra] = /^\/items\/(\d+)\/(?:productId|addons\/(\d+)\/addonId)$/.exec(pointer ?? "") ?? [];
    const of = at === undefined ? undefined : basket.lines[Number(at)];
    if (!of) return [];
    const addonId = extra === undefined ? undefined : of.extras[Number(extra)]?.addonId;
    return [addonId === undefined ? { productId: of.productId } : { productId: of.productId, addonId }];
  });
}

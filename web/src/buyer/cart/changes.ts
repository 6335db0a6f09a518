/** Changes since a line was put into the cart: its price, or the stock. The line shows them. */
import { type Cart, type Line, lineId, priceOfOne, replace, setQuantity } from "./cart";
import type { Product } from "./types";

/** The present offer by product; a missing product is no longer sold. */
export type Offers = ReadonlyMap<string, Offer>;

export interface Offer {
  name: string;
  price: number;
  available: number;
  /** Names and prices of the extras; missing ones are no longer offered. */
  extras: ReadonlyMap<string, { name: string; price: number }>;
}

export type Change =
  | { kind: "price"; was: number; now: number }
  | { kind: "short"; available: number }
  | { kind: "gone" }
  | { kind: "extraGone"; name: string };

export function offersOf(products: readonly Product[]): Offers {
  return new Map(
    products.map((product) => [
      product.id,
      {
        name: product.name,
        price: product.price,
        available: isOff(product) ? 0 : product.available,
        extras: new Map(product.addons.map((extra) => [extra.id, extra])),
      },
    ]),
  );
}

/** Whether the seller has taken the product off sale for now. */
export const isOff = (product: Product) => !product.active || Boolean(product.offUntil);

/** The line at the present offer. */
export function currentLine(of: Line, offers: Offers): Line {
  const offer = offers.get(of.productId);
  if (!offer) return of;
  const extras = of.extras.map((extra) => ({ ...extra, ...offer.extras.get(extra.addonId) }));
  return { ...of, name: offer.name, price: offer.price, extras };
}

/** The messages of each line. The stock is given to the lines in their order. */
export function changesOf(lines: readonly Line[], offers: Offers): Map<string, Change[]> {
  const left = new Map([...offers].map(([id, offer]) => [id, offer.available]));
  return new Map(
    lines.map((of) => {
      const offer = offers.get(of.productId);
      if (!offer) return [of.id, [{ kind: "gone" }]];
      const changes: Change[] = of.extras
        .filter((extra) => !offer.extras.has(extra.addonId))
        .map((extra) => ({ kind: "extraGone", name: extra.name }));
      const was = priceOfOne(of);
      const now = priceOfOne(currentLine(of, offers));
      if (changes.length === 0 && was !== now) changes.push({ kind: "price", was, now });
      const available = left.get(of.productId) ?? 0;
      if (available < of.quantity) changes.push({ kind: "short", available: Math.max(0, available) });
      left.set(of.productId, available - of.quantity);
      return [of.id, changes];
    }),
  );
}

/** Accepts the present offer: every line at its present price, with no more pieces than there are. */
export function takeWhatThereIs(cart: Cart, sellerId: string, lines: readonly Line[], offers: Offers): Cart {
  const changes = changesOf(lines, offers);
  return lines.reduce((now, of) => accept(now, sellerId, of, changes.get(of.id) ?? [], offers), cart);
}

/** Accepts the present offer for one line. */
export function accept(
  cart: Cart,
  sellerId: string,
  of: Line,
  changes: readonly Change[],
  offers: Offers,
): Cart {
  if (changes.length === 0) return cart;
  if (changes.some(({ kind }) => kind === "gone")) return setQuantity(cart, sellerId, of.id, 0);
  const short = changes.find((change) => change.kind === "short");
  const quantity = short ? short.available : of.quantity;
  if (quantity === 0) return setQuantity(cart, sellerId, of.id, 0);
  const offer = offers.get(of.productId);
  const current = currentLine(of, offers);
  const extras = current.extras.filter((extra) => offer?.extras.has(extra.addonId));

  return replace(cart, sellerId, of.id, { ...current, id: lineId(of.productId, extras), extras, quantity });
}

/** The cart: lines of all sellers, without side effects. Each change returns a new cart; store.ts stores it. */
import type { Item, Method } from "./types";

export interface Extra {
  addonId: string;
  name: string;
  price: number;
  /** The number of this extra on each piece of the line. */
  quantity: number;
}

/** One product with equal extras. Prices are those that the buyer has seen. */
export interface Line {
  id: string;
  productId: string;
  name: string;
  price: number;
  quantity: number;
  extras: Extra[];
}

export interface Basket {
  sellerId: string;
  sellerName: string;
  currency: string;
  /** The fulfilment method, once the buyer has chosen it. */
  method?: Method;
  lines: Line[];
}

export interface Cart {
  baskets: Basket[];
}

export const EMPTY: Cart = { baskets: [] };

/** The API's limits: pieces of a line, and lines of an order. */
export const MOST_PIECES = 10_000;
export const MOST_LINES = 50;

/** The key of a line: product and extras. Lines with equal keys are one line. */
export function lineId(productId: string, extras: readonly Extra[]): string {
  const added = extras
    .filter((extra) => extra.quantity > 0)
    .map(({ addonId, quantity }) => `${addonId}*${quantity}`);
  return [productId, ...added.sort()].join("+");
}

export function line(
  product: { id: string; name: string; price: number },
  extras: readonly Extra[],
  quantity: number,
): Line {
  const added = extras.filter((extra) => extra.quantity > 0);
  const { id, name, price } = product;
  return { id: lineId(id, added), productId: id, name, price, quantity, extras: added };
}

/** The price of one piece of a line, with its extras. */
export const priceOfOne = (of: Pick<Line, "price" | "extras">) =>
  of.extras.reduce((sum, extra) => sum + extra.price * extra.quantity, of.price);

export const priceOf = (of: Line) => priceOfOne(of) * of.quantity;

export const subtotal = (lines: readonly Line[]) => lines.reduce((sum, of) => sum + priceOf(of), 0);

export const basketOf = (cart: Cart, sellerId: string) =>
  cart.baskets.find((basket) => basket.sellerId === sellerId);

/** Replaces the seller's basket; a basket without lines is removed. */
function withBasket(cart: Cart, seller: Omit<Basket, "lines">, change: (lines: Line[]) => Line[]): Cart {
  const known = basketOf(cart, seller.sellerId);
  const basket = { ...known, ...seller, lines: change(known?.lines ?? []).filter((of) => of.quantity > 0) };
  const others = cart.baskets.filter((other) => other !== known);
  if (basket.lines.length === 0) return { baskets: others };
  if (!known) return { baskets: [...others, basket] };
  return { baskets: cart.baskets.map((other) => (other === known ? basket : other)) };
}

/** Adds a line, or its quantity to the line with the same key. */
export function add(cart: Cart, seller: Omit<Basket, "lines">, added: Line): Cart {
  return withBasket(cart, seller, (lines) => {
    const same = lines.find((of) => of.id === added.id);
    if (!same) return lines.length < MOST_LINES ? [...lines, added] : lines;
    const quantity = Math.min(MOST_PIECES, same.quantity + added.quantity);
    return lines.map((of) => (of === same ? { ...added, quantity } : of));
  });
}

/** Replaces a line; `null` removes it. */
export function replace(cart: Cart, sellerId: string, id: string, by: Line | null): Cart {
  const basket = basketOf(cart, sellerId);
  if (!basket) return cart;
  const { lines: _, ...seller } = basket;
  return withBasket(cart, seller, (lines) => {
    const merged = lines.find((of) => by !== null && of.id === by.id && of.id !== id);
    return lines
      .filter((of) => of !== merged)
      .flatMap((of) => {
        if (of.id !== id) return [of];
        return by ? [{ ...by, quantity: by.quantity + (merged?.quantity ?? 0) }] : [];
      });
  });
}

export function setQuantity(cart: Cart, sellerId: string, id: string, quantity: number): Cart {
  const found = basketOf(cart, sellerId)?.lines.find((of) => of.id === id);
  return found ? replace(cart, sellerId, id, quantity > 0 ? { ...found, quantity } : null) : cart;
}

export function setMethod(cart: Cart, sellerId: string, method: Method): Cart {
  return {
    baskets: cart.baskets.map((basket) => (basket.sellerId === sellerId ? { ...basket, method } : basket)),
  };
}

/** Removes the ordered quantities; lines that were added meanwhile remain. */
export function without(cart: Cart, ordered: readonly Basket[]): Cart {
  return ordered.reduce(
    (left, basket) =>
      basket.lines.reduce((rest, of) => {
        const now = basketOf(rest, basket.sellerId)?.lines.find(({ id }) => id === of.id);
        return now ? setQuantity(rest, basket.sellerId, of.id, now.quantity - of.quantity) : rest;
      }, left),
    cart,
  );
}

/** The lines in the form of the API. */
export function itemsOf(lines: readonly Line[]): Item[] {
  return lines.map(({ productId, quantity, extras }) => ({
    productId,
    quantity,
    addons: extras.map((extra) => ({ addonId: extra.addonId, quantity: extra.quantity })),
  }));
}

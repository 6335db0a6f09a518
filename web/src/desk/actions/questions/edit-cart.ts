/** A cart that is being edited: its request, and its effects on stock and money. */
import type { components } from "~/api/schema";
import type { Order } from "../../open-orders/types";

export type Product = components["schemas"]["Product"];

/** A line that is being edited. */
export interface CartLine {
  /** The index of the order's line, or an added product. */
  key: string;
  productId: string;
  name: string;
  quantity: number;
  /** The quantity before the change. */
  before: number;
  /** The price of one piece with its extras, in minor units. */
  price: number;
  addons: readonly { addonId: string; name: string; quantity: number }[];
}

export const cartOf = (order: Pick<Order, "items">): CartLine[] =>
  order.items.map((item) => ({
    key: item.id,
    productId: item.productId,
    name: item.name,
    quantity: item.quantity,
    before: item.quantity,
    price: Math.round(item.totalPrice / item.quantity),
    addons: item.addons,
  }));

/** Adds one piece of a product without extras: to its line, or to a new one. */
export function added(cart: readonly CartLine[], product: Product): CartLine[] {
  const at = cart.findIndex((line) => line.productId === product.id && line.addons.length === 0);
  if (at >= 0)
    return cart.map((line, place) => (place === at ? { ...line, quantity: line.quantity + 1 } : line));
  const { id: productId, name, price } = product;
  return [...cart, { key: `new-${productId}`, productId, name, quantity: 1, before: 0, price, addons: [] }];
}

/** The request: all remaining lines. */
export const itemsOf = (cart: readonly CartLine[]) =>
  cart
    .filter(({ quantity }) => quantity > 0)
    .map(({ productId, quantity, addons }) => ({
      productId,
      quantity,
      ...(addons.length > 0 && {
        addons: addons.map(({ addonId, quantity: each }) => ({ addonId, quantity: each })),
      }),
    }));

export const hasChanged = (cart: readonly CartLine[]): boolean =>
  cart.some(({ quantity, before }) => quantity !== before);

export interface StockChange {
  productId: string;
  name: string;
  /** Taken from stock, or returned when it is negative. */
  taken: number;
  /** The available stock before this change; undefined for a product that is no longer sold. */
  available: number | undefined;
}

/** The pieces that the change takes from stock or returns, by product. */
export function stockChanges(cart: readonly CartLine[], products: readonly Product[]): StockChange[] {
  const changes = new Map<string, StockChange>();
  for (const { productId, name, quantity, before } of cart) {
    const available = products.find(({ id }) => id === productId)?.available;
    const known = changes.get(productId) ?? { productId, name, taken: 0, available };
    changes.set(productId, { ...known, taken: known.taken + quantity - before });
  }
  return [...changes.values()].filter(({ taken }) => taken !== 0);
}

/**
 * The approximate total afterwards: the server recomputes vouchers and rounds the tax. Fees are constant, and the discount
 * remains proportional to the items.
 */
export function totalAfter(
  order: Pick<Order, "subtotal" | "discount" | "charges">,
  cart: readonly CartLine[],
): number {
  const subtotal = cart.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
  const { deliveryFee, packagingFee, taxAmount } = order.charges;
  const share = order.subtotal === 0 ? 0 : subtotal / order.subtotal;
  const discount = Math.round(order.discount * share);
  const taxed = order.subtotal - order.discount;
  const tax = taxed === 0 ? 0 : Math.round((taxAmount * (subtotal - discount)) / taxed);
  return subtotal - discount + deliveryFee + packagingFee + tax;
}

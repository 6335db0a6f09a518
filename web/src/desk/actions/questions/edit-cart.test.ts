import { expect, test } from "vitest";
import type { Order } from "../../open-orders/types";
import { added, cartOf, hasChanged, itemsOf, type Product, stockChanges, totalAfter } from "./edit-cart";

const items = [
  {
    id: "L1",
    productId: "thali",
    name: "Thali",
    quantity: 2,
    unitPrice: 1350,
    totalPrice: 3200,
    addons: [{ addonId: "naan", name: "Naan", quantity: 1, unitPrice: 250 }],
    isMainCourse: true,
  },
  {
    id: "L2",
    productId: "lassi",
    name: "Lassi",
    quantity: 1,
    unitPrice: 420,
    totalPrice: 420,
    addons: [],
    isMainCourse: false,
  },
] as Order["items"];
const product = (id: string, available: number) => ({ id, name: id, price: 420, available }) as Product;

test("a cart asks for all that is left, with extras, and nothing that was taken out", () => {
  const cart = cartOf({ items }).map((line) =>
    line.productId === "lassi" ? { ...line, quantity: 0 } : line,
  );
  expect(hasChanged(cart)).toBe(true);
  expect(itemsOf(cart)).toEqual([
    { productId: "thali", quantity: 2, addons: [{ addonId: "naan", quantity: 1 }] },
  ]);
});

test("adding a product counts up its line without extras, or begins one", () => {
  const cart = cartOf({ items });
  expect(added(cart, product("lassi", 5))[1]?.quantity).toBe(2);
  // The line of the order has extras: one without them is another line.
  expect(added(cart, product("thali", 5)).at(-1)).toMatchObject({
    productId: "thali",
    quantity: 1,
    before: 0,
  });
});

test("stock is counted by product over all its lines", () => {
  const more = added(added(cartOf({ items }), product("thali", 3)), product("thali", 3));
  expect(stockChanges(more, [product("thali", 3)])).toEqual([
    { productId: "thali", name: "Thali", taken: 2, available: 3 },
  ]);
  expect(stockChanges(cartOf({ items }), [])).toEqual([]);
});

test("the total follows the items: fees are constant, discount and tax proportional", () => {
  const order = {
    subtotal: 3620,
    discount: 362,
    charges: { deliveryFee: 350, packagingFee: 100, taxAmount: 326 },
  };
  expect(totalAfter(order, cartOf({ items }))).toBe(3620 - 362 + 350 + 100 + 326);
  const doubled = cartOf({ items }).map((line) => ({ ...line, quantity: line.quantity * 2 }));
  expect(totalAfter(order, doubled)).toBe(7240 - 724 + 450 + 652);
});

test("an order without a price has no tax", () => {
  const order = { subtotal: 0, discount: 0, charges: { deliveryFee: 0, packagingFee: 0, taxAmount: 0 } };
  expect(totalAfter(order, [])).toBe(0);
});

import { expect, test } from "vitest";
import type { Order } from "../open-orders/types";
import { pickList } from "./pick-list";

const order = (orderNumber: string, items: object[]) =>
  ({ orderNumber, items }) as Pick<Order, "orderNumber" | "items">;
const line = (productId: string, quantity: number, addons: object[] = []) => ({
  productId,
  name: productId,
  quantity,
  addons,
});

test("the same product with the same extras is one line, with its orders once", () => {
  const naan = [{ addonId: "naan", name: "Naan", quantity: 1 }];
  const picks = pickList([
    order("ORD-20261127-000000AAAA", [line("thali", 2), line("thali", 1, naan), line("thali", 3)]),
    order("ORD-20261127-000000BBBB", [line("thali", 1), line("lassi", 4)]),
  ]);
  expect(picks.map(({ name, extras, quantity, orders }) => [name, extras, quantity, orders])).toEqual([
    ["lassi", "", 4, ["BBBB"]],
    ["thali", "", 6, ["AAAA", "BBBB"]],
    ["thali", "1 × Naan", 1, ["AAAA"]],
  ]);
});

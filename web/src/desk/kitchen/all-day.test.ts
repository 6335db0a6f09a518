import { expect, test } from "vitest";
import type { Order } from "../open-orders/types";
import { totalsOf } from "./all-day";

const order = (...items: [product: string, quantity: number, ...extras: [string, number][]][]) =>
  ({
    items: items.map(([productId, quantity, ...extras]) => ({
      productId,
      name: productId,
      quantity,
      addons: extras.map(([name, each]) => ({ name, quantity: each })),
    })),
  }) as unknown as Pick<Order, "items">;

test("adds up products over tickets, with the extras of each one, the most first", () => {
  const totals = totalsOf(
    [order(["curry", 1], ["chai", 2])],
    [order(["curry", 3, ["rice", 1]]), order(["curry", 2, ["rice", 2]])],
  );
  expect(totals.map(({ name, quantity, fresh }) => [name, quantity, fresh])).toEqual([
    ["curry", 6, 1],
    ["chai", 2, 2],
  ]);
  expect(totals[0]?.extras).toEqual([{ name: "rice", quantity: 7 }]);
});

test("nothing to make has no totals", () => {
  expect(totalsOf([], [])).toEqual([]);
});

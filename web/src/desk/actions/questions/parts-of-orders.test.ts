import { expect, test } from "vitest";
import type { Order, OrderRow } from "../../open-orders/types";
import { divide } from "./divide";
import { fitting } from "./fitting";

const item = (quantity: number, totalPrice: number) => ({ quantity, totalPrice }) as Order["items"][number];

test("a split divides items and prices without losing any", () => {
  const part = divide([item(3, 1000), item(1, 420)], [1, 0]);
  expect(part).toEqual({ moved: 1, kept: 3, movedPrice: 333, keptPrice: 1087 });
  expect(part.movedPrice + part.keptPrice).toBe(1420);
});

test("nothing chosen moves nothing", () => {
  expect(divide([item(2, 500)], [])).toEqual({ moved: 0, kept: 2, movedPrice: 0, keptPrice: 500 });
});

const row = (id: string, more: Partial<OrderRow> = {}): OrderRow =>
  ({
    id,
    customer: { name: "Ada", phone: "+12025550142" },
    status: "PLACED",
    currency: "USD",
    lifecycle: { name: "kitchen", version: 1 },
    fulfilment: { method: "pickup" },
    ...more,
  }) as OrderRow;

test("orders fit together when customer, status, method, time and meal are the same, and none is in a batch", () => {
  const others = [
    row("self"),
    row("fits"),
    row("phone", { customer: { name: "Ada", phone: "+12025550143" } }),
    row("status", { status: "READY" }),
    row("method", { fulfilment: { method: "delivery" } }),
    row("time", { fulfilment: { method: "pickup", requestedFor: "2026-11-28T12:00:00.000Z" } }),
    row("meal", { mealWindow: "lunch" }),
    row("batch", { batchId: "BAT-1" }),
  ];
  expect(fitting(row("self"), others).map(({ id }) => id)).toEqual(["fits"]);
});

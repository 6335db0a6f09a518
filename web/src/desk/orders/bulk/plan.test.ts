import { expect, test } from "vitest";
import type { Order } from "../../open-orders/types";
import { targetsOf } from "./plan";

const order = (id: string, ...actions: [string, string?][]) =>
  ({ id, allowedActions: actions.map(([action, status]) => ({ action, status })) }) as unknown as Order;

test("targets are the statuses that some can go to, most of them first; the others are named", () => {
  const a = order("a", ["update-order-status", "READY"], ["cancel-order-as-seller"]);
  const b = order("b", ["update-order-status", "READY"]);
  const c = order("c", ["accept-order", "ACCEPTED"], ["override-order-status"]);
  expect(targetsOf([a, b, c])).toEqual([
    { status: "READY", can: [a, b], cannot: [c] },
    { status: "ACCEPTED", can: [c], cannot: [a, b] },
  ]);
});

test("orders that are over have no target", () => {
  expect(targetsOf([order("a")])).toEqual([]);
});

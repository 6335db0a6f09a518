import { beforeAll, expect, test, vi } from "vitest";
import type { Order, OrderRow } from "../open-orders/types";

vi.hoisted(() => {
  Object.assign(globalThis, {
    document: { documentElement: { lang: "en" } },
    location: { search: "?lang=en" },
  });
});

let offer: typeof import("./offer");
beforeAll(async () => {
  offer = await import("./offer");
  offer.knowStatuses([
    { name: "PLACED", phase: "open" },
    { name: "READY", phase: "ready" },
    { name: "DELIVERED", phase: "done" },
    { name: "FAILED", phase: "failed" },
  ]);
});

const view = (action: string, status?: string) => ({
  action,
  method: "PATCH",
  path: `/api/orders/x/${action}`,
  status,
});
const order = (more: object): Order =>
  ({
    version: 2,
    phase: "working",
    fulfilment: { method: "pickup" },
    allowedActions: [],
    deniedActions: [],
    ...more,
  }) as unknown as Order;
const row = { version: 2, phase: "working" } as OrderRow;

test("the next step comes before all others, and never stops the order", () => {
  const working = order({
    allowedActions: [
      view("cancel-order-as-seller"),
      view("update-order-status", "FAILED"),
      view("update-order-status", "READY"),
    ],
  });
  expect(offer.primaryAction(row, working)).toMatchObject({
    label: "Next: Ready",
    kind: "primary",
    asks: false,
  });
  const failing = order({ allowedActions: [view("update-order-status", "FAILED")] });
  expect(offer.primaryAction(row, failing)).toBeUndefined();
});

test("a last step asks first, and is handed over where it is fetched", () => {
  const ready = order({ phase: "ready", allowedActions: [view("update-order-status", "DELIVERED")] });
  expect(offer.primaryAction(row, ready)).toMatchObject({ label: "Handed over…", asks: true });
});

test("a status that is not known yet is asked first, too", () => {
  expect(offer.isFinal("SOMETHING")).toBe(true);
  expect(offer.isFinal("READY")).toBe(false);
});

test("a ready delivery order without a transition is offered a batch", () => {
  const ready = { phase: "ready", fulfilment: { method: "delivery" } };
  expect(offer.primaryAction(row, order(ready))).toMatchObject({ kindOf: "batch", label: "Add to a batch…" });
  expect(offer.primaryAction(row, order({ ...ready, batchId: "BAT-1" }))).toBeUndefined();
});

test("an order of an older version offers nothing that may be over", () => {
  expect(
    offer.primaryAction(
      { ...row, version: 3 },
      order({ allowedActions: [view("update-order-status", "READY")] }),
    ),
  ).toBeUndefined();
});

test("denied actions keep their reason and stand last; a menu leaves closed steps out", () => {
  const placed = order({
    allowedActions: [view("accept-order", "ACCEPTED"), view("add-note"), view("move-promise")],
    deniedActions: [
      { ...view("split-order"), code: "conflict", reason: "Only one unit." },
      { ...view("update-order-status", "READY"), code: "invalid_transition", reason: "Accept it first." },
    ],
  });
  expect(offer.actionsOf(placed).map(({ kindOf, denied }) => [kindOf, denied])).toEqual([
    ["accept", undefined],
    ["delay", undefined],
    ["note", undefined],
    ["move", "Accept it first."],
    ["split", "Only one unit."],
  ]);
  expect(offer.menuOf(placed).map(({ label }) => label)).toEqual([
    "Accept",
    "Accept with a different time…",
    "Delay…",
    "Add a note…",
    "Split…",
  ]);
});

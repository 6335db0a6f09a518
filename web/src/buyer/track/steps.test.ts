import { expect, test } from "vitest";
import { stepsOf } from "./steps";
import type { Entry, Lifecycle, Method, Order } from "./types";

const all: Method[] = ["pickup", "delivery", "shipping"];
type Status = Lifecycle["statuses"][number]["name"];
const move = (from: Status, to: Status, methods = all, automatic = false) => ({
  from,
  to,
  automatic,
  methods,
});

const kitchen: Lifecycle = {
  statuses: [
    { name: "awaiting_verification", phase: "unverified" },
    { name: "PLACED", phase: "open" },
    { name: "ACCEPTED", phase: "accepted" },
    { name: "PREPARING", phase: "working" },
    { name: "READY", phase: "ready" },
    { name: "PICKED_UP", phase: "in_transit" },
    { name: "OUT_FOR_DELIVERY", phase: "in_transit" },
    { name: "DELIVERED", phase: "done" },
    { name: "CANCELLED", phase: "cancelled" },
  ],
  moves: [
    move("awaiting_verification", "PLACED"),
    move("PLACED", "CANCELLED"),
    move("PLACED", "ACCEPTED"),
    move("ACCEPTED", "PREPARING", all, true),
    move("PREPARING", "READY"),
    move("READY", "DELIVERED", ["pickup"]),
    move("READY", "PICKED_UP", ["delivery", "shipping"]),
    move("PICKED_UP", "OUT_FOR_DELIVERY", all, true),
    move("OUT_FOR_DELIVERY", "DELIVERED"),
  ],
};

const phaseOf = (status: string) => kitchen.statuses.find(({ name }) => name === status)?.phase ?? "open";

/** An order that has passed these statuses, a minute apart. */
function order(method: Method, ...statuses: string[]): Order {
  const statusTimeline = statuses.map(
    (status, minute) =>
      ({ status, timestamp: `2026-11-27T12:0${minute}:00Z`, reason: null, notes: null }) as unknown as Entry,
  );
  const status = statuses.at(-1) ?? "";
  return { status, phase: phaseOf(status), fulfilment: { method }, statusTimeline } as unknown as Order;
}

const shown = (of: Order, lifecycle: Lifecycle | null = kitchen) =>
  stepsOf(of, lifecycle).map(({ status, state, at }) =>
    [status, state, at?.slice(14, 16) ?? ""].join(" ").trim(),
  );

test("statuses that follow by themselves are one step, from the first of them", () => {
  expect(shown(order("delivery", "awaiting_verification", "PLACED", "ACCEPTED", "PREPARING"))).toEqual([
    "PLACED done 01",
    "ACCEPTED now 02",
    "READY next",
    "PICKED_UP next",
    "DELIVERED next",
  ]);
});

test("a pickup has no steps of a driver", () => {
  expect(shown(order("pickup", "PLACED", "ACCEPTED", "PREPARING", "READY"))).toEqual([
    "PLACED done 00",
    "ACCEPTED done 01",
    "READY now 03",
    "DELIVERED next",
  ]);
});

test("steps that an override has reverted are ahead again", () => {
  const back = order("pickup", "PLACED", "ACCEPTED", "PREPARING", "READY", "PREPARING");
  expect(shown(back)).toEqual(["PLACED done 00", "ACCEPTED now 01", "READY next", "DELIVERED next"]);
});

test("a step that was skipped has no time", () => {
  expect(shown(order("pickup", "PLACED", "READY"))).toEqual([
    "PLACED done 00",
    "ACCEPTED done",
    "READY now 01",
    "DELIVERED next",
  ]);
});

test("an order that waits for its code has its way before it", () => {
  expect(shown(order("pickup", "awaiting_verification")).slice(0, 2)).toEqual([
    "awaiting_verification now 00",
    "PLACED next",
  ]);
});

test("a stopped order has only its past steps", () => {
  expect(shown(order("delivery", "PLACED", "CANCELLED"))).toEqual(["PLACED done 00", "CANCELLED done 01"]);
});

test("without its lifecycle only past changes of status are steps", () => {
  expect(shown(order("delivery", "PLACED", "PLACED", "READY"), null)).toEqual([
    "PLACED done 00",
    "READY now 02",
  ]);
});

test("a lifecycle that goes in circles ends all the same", () => {
  const circle = { ...kitchen, moves: [move("PLACED", "ACCEPTED"), move("ACCEPTED", "PLACED")] };
  expect(shown(order("delivery", "PLACED"), circle)).toEqual(["PLACED now 00", "ACCEPTED next"]);
});

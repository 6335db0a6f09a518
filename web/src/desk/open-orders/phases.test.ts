import { expect, test } from "vitest";
import { phasesOf } from "./phases";

const kitchen: Parameters<typeof phasesOf>[0] = {
  statuses: [
    { name: "PLACED", phase: "open" },
    { name: "ACCEPTED", phase: "accepted" },
    { name: "PREPARING", phase: "working" },
    { name: "READY", phase: "ready" },
    { name: "PICKED_UP", phase: "in_transit" },
    { name: "OUT_FOR_DELIVERY", phase: "in_transit" },
    { name: "DELIVERED", phase: "done" },
  ],
  moves: [
    { from: "ACCEPTED", automatic: true },
    { from: "PICKED_UP", automatic: true },
    { from: "PREPARING", automatic: false },
  ],
};

test("a status that is passed by itself has no column, unless an order is stuck there", () => {
  expect(phasesOf(kitchen, new Set())).toEqual(["open", "working", "ready", "in_transit"]);
  expect(phasesOf(kitchen, new Set(["accepted"]))).toEqual([
    "open",
    "accepted",
    "working",
    "ready",
    "in_transit",
  ]);
});

test("without the lifecycle there are the usual columns, and those of the orders", () => {
  expect(phasesOf(undefined, new Set())).toEqual(["open", "working", "ready", "in_transit"]);
});

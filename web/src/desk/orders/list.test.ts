import { describe, expect, test } from "vitest";
import type { OrderRow } from "../open-orders/types";
import { byArrival, compareBy, countTabs, filterOf, isIn } from "./list";

const ZONE = "America/New_York";
/** Friday, 27 November 2026, 12:42 in New York. */
const NOW = Date.parse("2026-11-27T17:42:00Z");

const later = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString();

let made = 0;
function row(change: Partial<OrderRow> = {}): OrderRow {
  made += 1;
  const id = `ORD-20261127-00000${String(made).padStart(5, "0")}`;
  return {
    id,
    orderNumber: id,
    sellerId: "spice-kitchen",
    version: 1,
    status: "PREPARING",
    phase: "working",
    lifecycle: { name: "kitchen", version: 1 },
    placedAt: later(-20),
    customer: { name: "Tomás Echeverría", phone: "+12025550188" },
    itemCount: 2,
    grandTotal: 1992,
    currency: "USD",
    payment: { status: "paid", amountDue: 0 },
    fulfilment: { method: "pickup" },
    slaBreached: false,
    priority: "normal",
    ...change,
  };
}

describe("tabs", () => {
  test("the tab Now has orders in work, and all that wait to be accepted", () => {
    expect(isIn("now", row(), NOW)).toBe(true);
    const tomorrow = { fulfilment: { method: "pickup" as const, requestedFor: later(24 * 60) } };
    expect(isIn("now", row(tomorrow), NOW)).toBe(false);
    expect(isIn("now", row({ ...tomorrow, phase: "open" }), NOW)).toBe(true);
    expect(isIn("scheduled", row({ ...tomorrow, phase: "open" }), NOW)).toBe(true);
    expect(isIn("now", row({ phase: "unverified" }), NOW)).toBe(false);
    expect(isIn("now", row({ phase: "done" }), NOW)).toBe(false);
  });

  test("an order is late after its target, or after too long a time in its status", () => {
    expect(isIn("late", row({ target: { kind: "promise", at: later(-1) } }), NOW)).toBe(true);
    expect(isIn("late", row({ target: { kind: "promise", at: later(1) }, slaBreached: true }), NOW)).toBe(
      false,
    );
    expect(isIn("late", row({ slaBreached: true }), NOW)).toBe(true);
    expect(isIn("late", row({ phase: "done", slaBreached: true }), NOW)).toBe(false);
  });

  test("every order is counted where it shows", () => {
    const rows = [
      row({ payment: { status: "unpaid", amountDue: 100 } }),
      row({ phase: "open", target: { kind: "accept", at: later(-2) } }),
      row({ phase: "unverified" }),
      row({ phase: "cancelled" }),
    ];
    expect(countTabs(rows, NOW)).toEqual({ now: 2, late: 1, scheduled: 0, unpaid: 1, unverified: 1 });
  });
});

describe("filters", () => {
  const shows = (filters: Parameters<typeof filterOf>[0], one: OrderRow) => filterOf(filters, NOW, ZONE)(one);

  test("a day is the seller's, to the minute", () => {
    // Midnight in New York is 05:00 UTC.
    expect(shows({ placed: "today" }, row({ placedAt: "2026-11-27T05:00:00Z" }))).toBe(true);
    expect(shows({ placed: "today" }, row({ placedAt: "2026-11-27T04:59:59Z" }))).toBe(false);
    expect(shows({ placed: "yesterday" }, row({ placedAt: "2026-11-27T04:59:59Z" }))).toBe(true);
    expect(shows({ placed: "2026-11-26..2026-11-27" }, row({ placedAt: "2026-11-26T05:00:00Z" }))).toBe(true);
  });

  test("days of 23 and of 25 hours are whole days", () => {
    // Clocks go back on 1 November 2026 and forward on 8 March 2026.
    expect(shows({ placed: "2026-11-01" }, row({ placedAt: "2026-11-02T04:59:00Z" }))).toBe(true);
    expect(shows({ placed: "2026-11-01" }, row({ placedAt: "2026-11-02T05:00:00Z" }))).toBe(false);
    expect(shows({ placed: "2026-03-08" }, row({ placedAt: "2026-03-09T03:59:00Z" }))).toBe(true);
    expect(shows({ placed: "2026-03-08" }, row({ placedAt: "2026-03-09T04:00:00Z" }))).toBe(false);
  });

  test("as soon as possible is wanted today", () => {
    expect(shows({ wanted: "today" }, row())).toBe(true);
    expect(shows({ wanted: "tomorrow" }, row())).toBe(false);
    expect(shows({ wanted: "soon" }, row())).toBe(true);
  });

  test("a text is found in number, name and phone, without accents and however the phone is written", () => {
    const one = row();
    for (const q of [
      "echeverria",
      "TOMÁS",
      "tom eche",
      one.id.slice(-4),
      "555 0188",
      "(202) 555-0188",
      "0188",
    ])
      expect(shows({ q }, one), q).toBe(true);
    for (const q of ["tomas nguyen", "555 0199"]) expect(shows({ q }, one), q).toBe(false);
  });

  test("all filters hold together, each for any of its values", () => {
    const one = row({ payment: { status: "unpaid", amountDue: 1992 }, driverId: "MBR-1" });
    expect(shows({ payment: ["paid", "unpaid"], method: ["pickup"], min: 1992, max: 1992 }, one)).toBe(true);
    expect(shows({ payment: ["paid", "unpaid"], method: ["delivery"] }, one)).toBe(false);
    expect(shows({ driver: ["none"] }, one)).toBe(false);
    expect(shows({ driver: ["none"] }, row())).toBe(true);
  });
});

describe("order", () => {
  test("orders are sorted by deadline, then priority, then age; without a deadline last", () => {
    const none = row();
    const soon = row({ target: { kind: "sla", at: later(5) } });
    const urgent = row({ target: { kind: "sla", at: later(9) }, priority: "urgent" });
    const longest = row({ target: { kind: "sla", at: later(9) }, placedAt: later(-60) });
    const normal = row({ target: { kind: "sla", at: later(9) } });
    const rows = [none, normal, longest, urgent, soon];
    expect(rows.sort(compareBy(undefined, "now", new Map()))).toEqual([soon, urgent, longest, normal, none]);
  });

  test("on the board new orders are on top, newest first", () => {
    const late = row({ phase: "open", target: { kind: "accept", at: later(-5) } });
    const minute = row({ phase: "open", placedAt: later(-1), target: { kind: "accept", at: later(9) } });
    const now = row({ phase: "open", placedAt: later(0), target: { kind: "accept", at: later(10) } });
    expect([late, minute, now].sort(byArrival(NOW))).toEqual([now, minute, late]);
  });

  test("a column sorts downwards, too", () => {
    const [cheap, dear] = [row({ grandTotal: 1 }), row({ grandTotal: 2 })];
    expect([cheap, dear].sort(compareBy("-total", "now", new Map()))).toEqual([dear, cheap]);
  });
});

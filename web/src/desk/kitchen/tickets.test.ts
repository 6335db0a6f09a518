import { describe, expect, test } from "vitest";
import type { OrderRow, Phase } from "../open-orders/types";
import { chipsAround, deal, dueAt, hang, type Rail, readyBy, timeLeft } from "./tickets";

const at = (time: string) => `2026-11-27T${time}:00.000Z`;
const row = (id: string, phase: Phase, more: object = {}): OrderRow =>
  ({
    id,
    phase,
    placedAt: at("12:00"),
    priority: "normal",
    fulfilment: { method: "pickup" },
    ...more,
  }) as unknown as OrderRow;

const rail: Rail = { headingFor: () => undefined, cancelled: new Map(), deliveryMinutes: 20 };
const ids = (rows: readonly OrderRow[]) => rows.map(({ id }) => id).join("");

describe("columns", () => {
  test("each phase has its column, with the oldest promise first", () => {
    const columns = hang(
      [
        row("a", "working", { promisedAt: at("13:00") }),
        row("b", "accepted", { promisedAt: at("12:30") }),
        row("c", "open", { target: { kind: "accept", at: at("12:15") } }),
        row("d", "open", { target: { kind: "accept", at: at("12:10") } }),
        row("e", "ready"),
        row("f", "in_transit"),
        row("g", "unverified"),
        row("h", "done"),
      ],
      rail,
    );
    expect([ids(columns.fresh), ids(columns.work), ids(columns.ready)]).toEqual(["dc", "ba", "e"]);
  });

  test("a delivery must be ready earlier than a pickup", () => {
    const delivery = row("a", "working", {
      promisedAt: at("13:00"),
      fulfilment: { method: "delivery" },
    });
    const pickup = row("b", "working", { promisedAt: at("12:50") });
    expect(readyBy(delivery, 20)).toBe(Date.parse(at("12:40")));
    expect(ids(hang([pickup, delivery], rail).work)).toBe("ab");
  });

  test("a ticket with a pending change is in its new column, and returns when it is undone", () => {
    const working = row("a", "working", { promisedAt: at("13:00") });
    const held: Rail = { ...rail, headingFor: (id) => (id === "a" ? "ready" : undefined) };
    expect(ids(hang([working], held).ready)).toBe("a");
    expect(ids(hang([working], rail).work)).toBe("a");
  });

  test("a step to anything else moves a ticket only when it is made", () => {
    const fresh = row("a", "open");
    expect(ids(hang([fresh], { ...rail, headingFor: () => "accepted" }).fresh)).toBe("a");
  });

  test("a cancelled ticket keeps its place until it is removed", () => {
    const stopped = row("a", "cancelled");
    expect(ids(hang([stopped], { ...rail, cancelled: new Map([["a", "work"]]) }).work)).toBe("a");
    expect(ids(hang([stopped], rail).work)).toBe("");
  });
});

describe("time left", () => {
  const [since, due] = [Date.parse(at("12:00")), Date.parse(at("12:20"))];

  test("is soon in the last five minutes, and then late", () => {
    expect(timeLeft(due, since, since)).toEqual({ tone: "plain", minutes: 20, share: 1 });
    expect(timeLeft(due, since, due - 300_000)).toEqual({ tone: "soon", minutes: 5, share: 0.25 });
    expect(timeLeft(due, since, due - 1).minutes).toBe(1);
    expect(timeLeft(due, since, due)).toEqual({ tone: "late", minutes: 1, share: 0 });
    expect(timeLeft(due, since, due + 360_000)).toMatchObject({ tone: "late", minutes: 6 });
  });

  test("a new ticket is due to be accepted, others to be ready", () => {
    const fresh = row("a", "open", {
      target: { kind: "accept", at: at("12:15") },
      fulfilment: { method: "pickup", requestedFor: at("14:00") },
    });
    expect(dueAt(fresh, "fresh", 0)).toBe(Date.parse(at("12:15")));
    expect(dueAt(fresh, "work", 0)).toBe(Date.parse(at("14:00")));
  });
});

test("lanes get about the same height, in the order of the tickets", () => {
  expect(deal([5, 1, 1, 1, 4], 2, (lines) => lines)).toEqual([[5], [1, 1, 1, 4]]);
});

test("six chips stand around the usual minutes", () => {
  const all = [10, 15, 20, 25, 30, 40, 50, 60];
  expect(chipsAround(all, 25)).toEqual([15, 20, 25, 30, 40, 50]);
  expect(chipsAround(all, 10)).toEqual([10, 15, 20, 25, 30, 40]);
  expect(chipsAround(all, 60)).toEqual([20, 25, 30, 40, 50, 60]);
  expect(chipsAround([], null)).toEqual([]);
});

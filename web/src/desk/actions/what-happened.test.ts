import { beforeAll, expect, test, vi } from "vitest";

vi.hoisted(() => {
  Object.assign(globalThis, {
    document: { documentElement: { lang: "en" } },
    location: { search: "?lang=en" },
  });
});

let happened: typeof import("./what-happened");
beforeAll(async () => {
  happened = await import("./what-happened");
});

const entry = (version: number, from: string | null, to: string, more: object = {}) =>
  ({
    version,
    action: "moved",
    by: { role: "seller", id: "MBR-1", name: "Kira Spice" },
    at: "2026-11-27T17:41:00.000Z",
    from,
    to,
    notes: null,
    reason: null,
    bypassedValidation: false,
    ...more,
  }) as import("../open-orders/types").AuditEntry;
const bySystem = { by: { role: "system", id: "orders", name: null }, action: "moved_automatically" };

test("the newest change by a person counts, not automatic ones after it", () => {
  const history = [
    entry(1, null, "PLACED"),
    entry(2, "PLACED", "ACCEPTED"),
    entry(2, "ACCEPTED", "PREPARING", bySystem),
  ];
  expect(happened.newestSince(history, 1)).toBe(history[1]);
  expect(happened.newestSince(history, 2)).toBeUndefined();
});

test("a step counts more than a note, and the system more than nothing", () => {
  const step = entry(2, "PLACED", "READY");
  expect(happened.newestSince([step, entry(3, "READY", "READY", { action: "updated" })], 1)).toBe(step);
  const missed = entry(2, "PLACED", "REJECTED", bySystem);
  expect(happened.newestSince([missed], 1)).toBe(missed);
});

test("the same step by the same person is theirs, another or by somebody else is not", () => {
  const step = entry(2, "PLACED", "READY");
  expect(happened.wasMine(step, "READY", "MBR-1")).toBe(true);
  expect(happened.wasMine(step, "READY", "MBR-2")).toBe(false);
  expect(happened.wasMine(step, "DELIVERED", "MBR-1")).toBe(false);
  expect(happened.wasMine(step, undefined, "MBR-1")).toBe(false);
});

test("a conflict names the person, the change, its time, and the unsaved change", () => {
  const step = entry(2, "PREPARING", "READY");
  expect(happened.explain(step, { number: "7K4M", label: "Cancel…" }, "America/New_York", "MBR-2")).toEqual({
    sentence: "7K4M was moved to Ready by Kira Spice at 12:41. Your change “Cancel” was not saved.",
    short: "Moved to Ready by Kira Spice at 12:41, before your change “Cancel”.",
  });
});

import { expect, it } from "vitest";
import { after, parseChange, reasonsOf, signed, turned } from "./change";

it("takes a number with any minus sign, and without one the way of its reason", () => {
  expect(parseChange("+24", -1)).toBe(24);
  expect(parseChange("-2", 1)).toBe(-2);
  expect(parseChange(" −2 ", 1)).toBe(-2);
  expect(parseChange("24", 0)).toBe(24);
  expect(parseChange("24", -1)).toBe(-24);
  expect(Object.is(parseChange("-0", 1), 0)).toBe(true);
});

it("takes nothing else for a number", () => {
  for (const typed of ["", "-", "1.5", "1e3", "two", "12345678901"]) expect(parseChange(typed, 1)).toBeNull();
});

it("turns a number into the way of another reason", () => {
  expect(turned(24, "spoiled")).toBe(-24);
  expect(turned(-24, "cooked")).toBe(24);
  expect(turned(-24, "counted")).toBe(-24);
});

it("writes true signs", () => {
  expect([signed(24), signed(-2), signed(0)]).toEqual(["+24", "−2", "0"]);
});

it("keeps the ledger's equation", () => {
  const stock = { available: 12, received: 500, writtenOff: 480, taken: 10, returned: 2, buckets: 1 };
  for (const change of [24, -5, 0]) {
    const then = after(stock, change);
    expect(then.received).toBe(then.available + then.taken - then.returned + then.writtenOff);
    expect(then.available).toBe(12 + change);
  }
});

it("has reasons that fit the trade, and always one's own words", () => {
  expect(reasonsOf("kitchen")).toContain("cooked");
  expect(reasonsOf("shop")).not.toContain("cooked");
  for (const lifecycle of ["kitchen", "shop", "producer", "unheard"])
    expect(reasonsOf(lifecycle).at(-1)).toBe("own");
});

import { expect, test } from "vitest";
import { lateOnes } from "./forecast";

const at = (minutes: number) => minutes * 60_000;
const stop = (id: string, ready: number | null, promised: number | null) => ({
  id,
  readyAt: ready === null ? null : at(ready),
  promisedAt: promised === null ? null : at(promised),
});

test("an order that waits for a later one says by how much it would be late, and for which", () => {
  const late = lateOnes([stop("a", 0, 13), stop("b", 10, 40)], 7, at(0));
  expect(late).toEqual(new Map([["a", { minutes: 4, waitsFor: "b" }]]));
});

test("an order that is late by itself waits for nobody", () => {
  const late = lateOnes([stop("a", 0, 5), stop("b", 0, 40)], 10, at(0));
  expect(late).toEqual(new Map([["a", { minutes: 5, waitsFor: null }]]));
});

test("an order that the others wait for does not wait for itself", () => {
  const late = lateOnes([stop("a", null, 30), stop("b", 20, 25)], 10, at(0));
  expect(late.get("b")).toEqual({ minutes: 5, waitsFor: null });
  expect(late.has("a")).toBe(false);
});

test("nothing is late without a promise, and no tour is late without orders", () => {
  expect(lateOnes([stop("a", 50, null)], 10, at(0)).size).toBe(0);
  expect(lateOnes([], 10, at(0)).size).toBe(0);
});

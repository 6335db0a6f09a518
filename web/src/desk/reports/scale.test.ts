import { expect, test } from "vitest";
import { dotsOf, everyFor, lineOf, marksFor, pointsOf } from "./scale";

test("marks are round amounts up to the largest", () => {
  expect(marksFor(231_015)).toEqual([0, 50_000, 100_000, 150_000, 200_000, 250_000]);
  expect(marksFor(65_493)).toEqual([0, 20_000, 40_000, 60_000, 80_000]);
  expect(marksFor(3)).toEqual([0, 1, 2, 3]);
  expect(marksFor(0)).toEqual([0, 1]);
  expect(marksFor(1_000_000).at(-1)).toBe(1_000_000);
});

test("points lie in the middle of their columns", () => {
  const points = pointsOf([0, 100, 50], 100);
  expect(points).toEqual([
    { x: 116.7, y: 250 },
    { x: 350, y: 0 },
    { x: 583.3, y: 125 },
  ]);
  expect(lineOf(points)).toBe("M116.7 250L350 0L583.3 125");
  expect(dotsOf(points.slice(0, 1))).toBe("M116.7 250h.01");
});

test("no more columns are named than there is room for", () => {
  expect([everyFor(7, 8), everyFor(30, 8), everyFor(366, 8)]).toEqual([1, 4, 46]);
});

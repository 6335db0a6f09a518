import { expect, test } from "vitest";
import { placed, shortNumber } from "./places";

test("an order is moved up and down, and to the end at most", () => {
  expect(placed(["a", "b", "c"], "c", 0)).toEqual(["c", "a", "b"]);
  expect(placed(["a", "b", "c"], "a", 1)).toEqual(["b", "a", "c"]);
  expect(placed(["a", "b", "c"], "a", 9)).toEqual(["b", "c", "a"]);
  expect(placed(["a", "b", "c"], "b", -1)).toEqual(["b", "a", "c"]);
});

test("an order that comes from elsewhere is put where it is dropped", () => {
  expect(placed(["a", "b"], "x", 1)).toEqual(["a", "x", "b"]);
});

test("a batch is called by the end of its number", () => {
  expect(shortNumber("BTH-20261127-004")).toBe("004");
});

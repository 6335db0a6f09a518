import { expect, test } from "vitest";
import { readViews, sameView } from "./views";

test("stored views are read, and damaged ones are ignored", () => {
  const kept = JSON.stringify([
    { name: "North", search: { zone: ["north"], order: "ORD-20261120-7ZK3M9QW2X", tab: "nonsense" } },
    { name: "", search: {} },
    { name: "No search" },
    null,
    7,
  ]);
  expect(readViews(kept)).toEqual([{ name: "North", search: { zone: ["north"] } }]);
  expect(readViews("{")).toEqual([]);
  expect(readViews(null)).toEqual([]);
});

test("the same view is the same in any order, and whatever order is open", () => {
  expect(sameView({ tab: "late", view: "table" }, { view: "table", tab: "late", order: "ORD-1" })).toBe(true);
  expect(sameView({ tab: "late" }, {})).toBe(false);
});

import { expect, it } from "vitest";
import { isFiltered, parseProductSearch } from "./search";

it("keeps valid parameters, and ignores the others", () => {
  expect(parseProductSearch({ text: "soup", category: "Mains", show: "low" })).toEqual({
    text: "soup",
    category: "Mains",
    show: "low",
  });
  expect(parseProductSearch({ text: "", show: "lost", category: { a: 1 }, other: 1 })).toEqual({});
});

it("accepts texts that the router parses as numbers, and the empty category", () => {
  expect(parseProductSearch({ text: 12, category: "" })).toEqual({ text: "12", category: "" });
  expect(isFiltered({ category: "" })).toBe(true);
  expect(isFiltered({})).toBe(false);
});

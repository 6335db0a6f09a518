import { expect, it } from "vitest";
import { isFiltered, parseProductSearch } from "./search";

it("keeps what means something, and drops the rest", () => {
  expect(parseProductSearch({ text: "soup", category: "Mains", show: "low" })).toEqual({
    text: "soup",
    category: "Mains",
    show: "low",
  });
  expect(parseProductSearch({ text: "", show: "lost", category: { a: 1 }, other: 1 })).toEqual({});
});

it("takes what the router reads as a number, and the category of what has none", () => {
  expect(parseProductSearch({ text: 12, category: "" })).toEqual({ text: "12", category: "" });
  expect(isFiltered({ category: "" })).toBe(true);
  expect(isFiltered({})).toBe(false);
});

import { describe, expect, test } from "vitest";
import { isFiltered, parseAdminSearch } from "./search";

describe("the search of the administration", () => {
  test("keeps valid parameters", () => {
    const search = {
      part: "lifecycles",
      lifecycle: "kitchen",
      version: 2,
      seller: "spice-kitchen",
      inPhase: "open",
      inStatus: "PLACED",
      from: "2026-11-20",
      to: "2026-11-19",
      text: "Ada",
    };
    expect(parseAdminSearch(search)).toEqual(search);
  });

  test("ignores invalid parameters", () => {
    expect(
      parseAdminSearch({
        part: "orders",
        lifecycle: "<b>",
        version: 0.5,
        seller: "a b",
        inPhase: "brewing",
        from: "today",
        text: "  ",
        q: "of the desk",
      }),
    ).toEqual({});
    // A number in the address is parsed as a number.
    expect(parseAdminSearch({ text: 1234 })).toEqual({ text: "1234" });
  });

  test("distinguishes filters from parts", () => {
    expect(isFiltered({ part: "stock", lifecycle: "shop" })).toBe(false);
    expect(isFiltered({ text: "Ada" })).toBe(true);
  });
});

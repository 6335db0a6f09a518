import { describe, expect, test } from "vitest";
import { parseReportSearch, shownPreset, shownSpan } from "./search";

describe("the search of the reports", () => {
  test("keeps valid parameters", () => {
    const search = { by: "week", days: "2026-11-01..2026-11-27", sellers: "all", currency: "JPY" };
    expect(parseReportSearch(search)).toEqual(search);
  });

  test("ignores invalid parameters", () => {
    expect(
      parseReportSearch({ by: "<b>", days: "2026-02-30..2026-03-01", currency: "yen", more: 1 }),
    ).toEqual({});
    expect(parseReportSearch({ days: "2026-11-27..2026-11-01" })).toEqual({});
    expect(parseReportSearch({ days: "last-7", by: "day" })).toEqual({});
    expect(parseReportSearch({ days: 30 })).toEqual({});
  });

  test("names the days that are shown", () => {
    expect(shownSpan({}, "2026-11-28")).toEqual({ from: "2026-11-22", to: "2026-11-28" });
    expect(shownSpan({ days: "2026-11-01..2026-11-02" }, "2026-11-28")).toEqual({
      from: "2026-11-01",
      to: "2026-11-02",
    });
    expect(shownPreset({})).toBe("last-7");
    expect(shownPreset({ days: "month" })).toBe("month");
    expect(shownPreset({ days: "2026-11-01..2026-11-02" })).toBeNull();
  });
});

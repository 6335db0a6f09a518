import { describe, expect, test } from "vitest";
import { addDays, daysIn, partsOf, presetSpan, spanAfter, spanBefore } from "./span";

const TODAY = "2026-11-28";

describe("spans of days", () => {
  test("follow the clock", () => {
    const days = (preset: Parameters<typeof presetSpan>[0]) => Object.values(presetSpan(preset, TODAY));
    expect(days("today")).toEqual([TODAY, TODAY]);
    expect(days("yesterday")).toEqual(["2026-11-27", "2026-11-27"]);
    expect(days("week")).toEqual(["2026-11-23", TODAY]);
    expect(days("last-7")).toEqual(["2026-11-22", TODAY]);
    expect(days("last-30")).toEqual(["2026-10-30", TODAY]);
    expect(days("month")).toEqual(["2026-11-01", TODAY]);
    expect(days("last-month")).toEqual(["2026-10-01", "2026-10-31"]);
    expect(Object.values(presetSpan("last-month", "2028-03-31"))).toEqual(["2028-02-01", "2028-02-29"]);
  });

  test("have as many days before and after", () => {
    const span = { from: "2026-11-20", to: "2026-11-26" };
    expect(daysIn(span)).toBe(7);
    expect(spanBefore(span)).toEqual({ from: "2026-11-13", to: "2026-11-19" });
    expect(spanAfter(span)).toEqual({ from: "2026-11-27", to: "2026-12-03" });
    expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
  });

  test("are divided into days, weeks from Monday and months", () => {
    expect(partsOf({ from: "2026-11-27", to: "2026-11-28" }, "day")).toHaveLength(2);
    expect(partsOf({ from: "2026-11-21", to: "2026-11-24" }, "week")).toEqual([
      { from: "2026-11-21", to: "2026-11-22" },
      { from: "2026-11-23", to: "2026-11-24" },
    ]);
    expect(partsOf({ from: "2026-11-28", to: "2027-02-01" }, "month")).toEqual([
      { from: "2026-11-28", to: "2026-11-30" },
      { from: "2026-12-01", to: "2026-12-31" },
      { from: "2027-01-01", to: "2027-01-31" },
      { from: "2027-02-01", to: "2027-02-01" },
    ]);
  });
});

import { describe, expect, it } from "vitest";
import { copied, firstOf, hoursOf, isPastMidnight, missingTimes, weekOf, withSpan } from "./week";

const hours = [
  { day: "friday", opens: "17:00", closes: "01:00" },
  { day: "monday", opens: "09:00", closes: "12:00" },
  { day: "friday", opens: "11:00", closes: "14:00" },
] as const;

describe("a week of opening hours", () => {
  it("is sent by day and time, so that pointers find their row", () => {
    const week = weekOf(hours);
    expect(hoursOf(week)).toEqual([hours[1], hours[2], hours[0]]);
    expect(firstOf(week, "monday")).toBe(0);
    expect(firstOf(week, "friday")).toBe(1);
    expect(firstOf(week, "sunday")).toBe(3);
  });

  it("closes on the next day where it closes no later than it opens", () => {
    expect(isPastMidnight({ opens: "17:00", closes: "01:00" })).toBe(true);
    expect(isPastMidnight({ opens: "09:00", closes: "09:00" })).toBe(true);
    expect(isPastMidnight({ opens: "09:00", closes: "17:00" })).toBe(false);
    expect(isPastMidnight({ opens: "", closes: "" })).toBe(false);
  });

  it("takes one more span after the last of its day", () => {
    const tuesday = withSpan(weekOf(hours), "tuesday").tuesday;
    expect(tuesday).toMatchObject([{ opens: "09:00", closes: "17:00" }]);
    const monday = withSpan(weekOf(hours), "monday").monday;
    expect(monday).toMatchObject([{ closes: "12:00" }, { opens: "13:00", closes: "" }]);
    expect(withSpan(weekOf(hours), "friday").friday.at(-1)).toMatchObject({ opens: "", closes: "" });
  });

  it("copies a day to all others, each span with a key of its own", () => {
    const week = copied(weekOf(hours), "friday");
    expect(hoursOf(week)).toHaveLength(14);
    const keys = Object.values(week).flatMap((spans) => spans.map(({ key }) => key));
    expect(new Set(keys).size).toBe(14);
  });

  it("names the times that are missing", () => {
    const week = withSpan(weekOf(hours), "monday");
    expect(missingTimes(week, "missing")).toEqual({ "/hours/1/closes": "missing" });
  });
});

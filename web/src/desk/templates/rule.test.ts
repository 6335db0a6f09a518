import { describe, expect, it } from "vitest";
import { type Rule, rruleOf, ruleOf } from "./rule";

const startsAt = "2026-11-23T08:15";
const read = (rrule: string) => ruleOf({ rrule, startsAt });

describe("a recurrence rule of the form", () => {
  it("is read as it was written", () => {
    const rules: Rule[] = [
      { frequency: "daily", interval: 1, days: [], monthDay: 1, time: "07:05", end: { kind: "never" } },
      {
        frequency: "weekly",
        interval: 2,
        days: ["monday", "friday"],
        monthDay: 1,
        time: "17:30",
        end: { kind: "on", day: "2027-12-31" },
      },
      {
        frequency: "monthly",
        interval: 1,
        days: [],
        monthDay: -1,
        time: "00:00",
        end: { kind: "after", count: 6 },
      },
    ];
    for (const rule of rules) expect(read(rruleOf(rule)), rruleOf(rule)).toEqual(rule);
    expect(rruleOf(rules[1] as Rule)).toBe(
      "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;BYHOUR=17;BYMINUTE=30;UNTIL=20271231",
    );
  });

  it("takes missing parts from the start", () => {
    expect(read("FREQ=WEEKLY")).toMatchObject({ days: ["monday"], time: "08:15" });
    expect(read("FREQ=MONTHLY;BYHOUR=9")).toMatchObject({ monthDay: 23, time: "09:15" });
  });

  it("is left alone where the form cannot say it", () => {
    for (const rrule of [
      "FREQ=YEARLY",
      "FREQ=DAILY;BYHOUR=8,12",
      "FREQ=DAILY;BYDAY=MO",
      "FREQ=MONTHLY;BYDAY=1MO",
      "FREQ=MONTHLY;BYMONTHDAY=1,15",
      "FREQ=WEEKLY;BYMONTH=6",
      "FREQ=DAILY;UNTIL=20271231T120000Z",
      "FREQ=WEEKLY;WKST=SU;BYDAY=MO",
    ])
      expect(read(rrule), rrule).toBeNull();
    expect(ruleOf({ startsAt })).toBeNull();
  });
});

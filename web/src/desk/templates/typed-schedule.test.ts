import { describe, expect, it, vi } from "vitest";

vi.mock("~/words/desk", () => ({ w: { form: { missing: "missing", notANumber: "number" } } }));
vi.mock("~/words/templates", () => ({ w: { form: { noDay: "day" } } }));

const { scheduleFaults, scheduleRequest, typedRule, typedSchedule } = await import("./typed-schedule");

const weekly = {
  rrule: "FREQ=WEEKLY;BYDAY=MO;BYHOUR=8;BYMINUTE=0",
  startsAt: "2026-11-23T09:41",
  timezone: "Europe/Berlin",
  onShortage: "stop",
  status: "active",
} as const;

describe("a schedule as it is typed", () => {
  it("keeps its zone and its start until the day of the start is changed", () => {
    const typed = typedSchedule(weekly);
    expect(scheduleRequest(typed, "UTC")).toEqual({
      rrule: weekly.rrule,
      startsAt: "2026-11-23T09:41",
      timezone: "Europe/Berlin",
      onShortage: "stop",
    });
    expect(scheduleRequest({ ...typed, start: "2026-12-01" }, "UTC")).toMatchObject({
      startsAt: "2026-12-01T00:00",
    });
    expect(scheduleRequest({ ...typed, start: "" }, "UTC")).not.toHaveProperty("startsAt");
    expect(scheduleRequest({ ...typed, repeats: "never" }, "UTC")).toBeNull();
  });

  it("sends a schedule that the form cannot build unchanged", () => {
    const { rrule: _, ...rest } = weekly;
    const cron = typedSchedule({ ...rest, cron: "0 8 * * 1" });
    expect(cron.repeats).toBe("kept");
    expect(scheduleRequest(cron, "UTC")).toMatchObject({ cron: "0 8 * * 1", timezone: "Europe/Berlin" });
    expect(scheduleFaults(cron)).toEqual({});
  });

  it("reports missing values", () => {
    const typed = { ...typedSchedule(weekly), days: [], interval: "0", time: "", end: "on" } as const;
    expect(scheduleFaults(typed)).toEqual({
      "/schedule/interval": "number",
      "/schedule/days": "day",
      "/schedule/time": "missing",
      "/schedule/end": "missing",
    });
    expect(typedRule(typed)).toBeNull();
  });
});

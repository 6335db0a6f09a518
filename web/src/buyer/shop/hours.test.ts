import { beforeAll, describe, expect, test } from "vitest";
import { closesAt, DAYS, type Hours, momentOf, openness } from "~/lib/opening-hours";
import { daysOpen, timesOn } from "./hours";

const NEW_YORK = "America/New_York";
const at = (moment: string) => Date.parse(moment);
const hours = (day: Hours["day"], opens: string, closes: string): Hours => ({ day, opens, closes });
const everyDay = (opens: string, closes: string) => DAYS.map((day) => hours(day, opens, closes));

beforeAll(() => {
  Object.assign(globalThis, { document: { documentElement: { lang: "en" } } });
});

describe("openness", () => {
  test("open until the evening, in the seller's zone", () => {
    // Friday, 12:42 in New York.
    const now = at("2026-11-27T17:42:00Z");
    expect(openness([hours("friday", "11:00", "22:00")], NEW_YORK, now)).toEqual({
      open: true,
      at: at("2026-11-28T03:00:00Z"),
    });
  });

  test("closed says when it opens next", () => {
    const now = at("2026-11-28T04:00:00Z");
    expect(openness([hours("monday", "11:00", "22:00")], NEW_YORK, now)).toEqual({
      open: false,
      at: at("2026-11-30T16:00:00Z"),
    });
  });

  test("hours may cross midnight, and the next entry may go on from there", () => {
    const now = at("2026-11-28T06:30:00Z"); // Saturday, 1:30.
    expect(openness([hours("friday", "18:00", "02:00")], NEW_YORK, now)).toEqual({
      open: true,
      at: at("2026-11-28T07:00:00Z"),
    });
    const touching = [hours("friday", "18:00", "00:00"), hours("saturday", "00:00", "03:00")];
    expect(openness(touching, NEW_YORK, at("2026-11-28T04:00:00Z")).at).toBe(at("2026-11-28T08:00:00Z"));
  });

  test("no hours, or all of them, are always open", () => {
    expect(openness([], NEW_YORK, at("2026-11-28T06:30:00Z"))).toEqual({ open: true });
    expect(openness(everyDay("00:00", "00:00"), NEW_YORK, at("2026-11-28T06:30:00Z"))).toEqual({
      open: true,
    });
  });

  test("a seller without a day this week is closed", () => {
    expect(openness([hours("friday", "11:00", "11:30")], "UTC", at("2026-11-27T12:00:00Z")).open).toBe(false);
  });
});

describe("times", () => {
  test("quarters of an hour from the earliest on, the closing included", () => {
    const times = timesOn(
      "2026-11-27",
      [hours("friday", "11:00", "12:00")],
      NEW_YORK,
      at("2026-11-27T16:20:00Z"),
    );
    expect(times).toEqual([
      at("2026-11-27T16:30:00Z"),
      at("2026-11-27T16:45:00Z"),
      at("2026-11-27T17:00:00Z"),
    ]);
  });

  test("the hours after midnight are times of the next day", () => {
    const times = timesOn("2026-11-28", [hours("friday", "23:00", "00:30")], NEW_YORK, 0);
    expect(times.map((time) => new Date(time).toISOString())).toEqual([
      "2026-11-28T05:00:00.000Z",
      "2026-11-28T05:15:00.000Z",
      "2026-11-28T05:30:00.000Z",
    ]);
  });

  test("only days with times are offered", () => {
    const days = daysOpen([hours("monday", "11:00", "12:00")], NEW_YORK, at("2026-11-27T16:20:00Z"));
    expect(days).toEqual(["2026-11-30", "2026-12-07"]);
  });

  test("a pause until closing lasts to the end of these hours, or of the day without hours", () => {
    const now = at("2026-11-28T04:30:00Z");
    expect(closesAt(everyDay("11:00", "01:00"), NEW_YORK, now)).toBe(at("2026-11-28T06:00:00Z"));
    expect(closesAt([], NEW_YORK, now)).toBe(at("2026-11-28T05:00:00Z"));
    expect(closesAt(everyDay("11:00", "14:00"), NEW_YORK, now)).toBe(at("2026-11-28T05:00:00Z"));
  });

  test("a day on which clocks change has its own length, and skipped times are none", () => {
    expect(momentOf("2026-03-08", "12:00", NEW_YORK)).toBe(at("2026-03-08T16:00:00Z"));
    expect(momentOf("2026-11-01", "12:00", NEW_YORK)).toBe(at("2026-11-01T17:00:00Z"));
    expect(momentOf("2026-03-08", "02:30", NEW_YORK)).toBeNull();
    expect(timesOn("2026-03-08", [], NEW_YORK, 0)).toHaveLength(23 * 4);
  });
});

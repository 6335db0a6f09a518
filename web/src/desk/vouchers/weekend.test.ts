import { beforeAll, expect, test, vi } from "vitest";
import { weekendOf, weekFrom } from "./weekend";

beforeAll(() => vi.stubGlobal("document", { documentElement: { lang: "en" } }));

const ZONE = "America/New_York";
const weekend = { from: "2026-11-28T00:00", until: "2026-11-30T00:00" };

test("the weekend is the one that is now, else the next one, in the seller's zone", () => {
  for (const now of [
    "2026-11-23T12:00:00Z",
    "2026-11-27T12:00:00Z",
    "2026-11-28T05:00:00Z",
    // Sunday evening in New York is Monday in UTC.
    "2026-11-30T04:59:00Z",
  ]) {
    expect(weekendOf(Date.parse(now), ZONE), now).toEqual(weekend);
  }
  expect(weekendOf(Date.parse("2026-11-30T05:00:00Z"), ZONE).from).toBe("2026-12-05T00:00");
});

test("seven days end at the same time of day, also when clocks change between", () => {
  expect(weekFrom(Date.parse("2027-03-10T15:30:00Z"), ZONE)).toEqual({
    from: "2027-03-10T10:30",
    until: "2027-03-17T10:30",
  });
});

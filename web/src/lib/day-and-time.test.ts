import { beforeAll, expect, test, vi } from "vitest";
import { fieldOfMoment, momentOfField } from "./day-and-time";

beforeAll(() => vi.stubGlobal("document", { documentElement: { lang: "en" } }));

const ZONE = "America/New_York";

test("a field holds a moment as the seller's clock shows it, and gives it back", () => {
  for (const moment of ["2026-11-28T05:00:00.000Z", "2026-07-01T03:59:00.000Z"]) {
    const field = fieldOfMoment(moment, ZONE);
    expect(new Date(momentOfField(field, ZONE) ?? 0).toISOString()).toBe(moment);
  }
  expect(fieldOfMoment("2026-11-28T05:00:00.000Z", ZONE)).toBe("2026-11-28T00:00");
});

test("a time that clocks skip, and what is no time, is no moment", () => {
  for (const value of ["2027-03-14T02:30", "", "2026-11-28", "2026-13-01T00:00"]) {
    expect(momentOfField(value, ZONE), value).toBeNull();
  }
});

/** A moment while it is typed: a day and a time by the seller's clock. */
import { momentOf } from "~/lib/opening-hours";
import { dayOf, deskTime } from "~/lib/time";

export interface When {
  day: string;
  time: string;
}

export const NEVER: When = { day: "", time: "" };

export const whenOf = (at: number, zone: string): When => ({
  day: dayOf(at, zone),
  time: deskTime(at, zone),
});

/** Null while something is missing, and for a time that the clock change skips. */
export function momentAt({ day, time }: When, zone: string): string | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || !/^\d\d:\d\d$/.test(time)) return null;
  const at = momentOf(day, time, zone);
  return at === null ? null : new Date(at).toISOString();
}

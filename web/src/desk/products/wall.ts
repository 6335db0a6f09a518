/** A moment as a day and a time in the seller's time zone, the value of the browser's field. */
import { momentOf } from "~/lib/opening-hours";
import { dayOf, deskTime } from "~/lib/time";

/** `2026-11-29T13:30`, as the field writes a moment. */
export const wallOf = (at: number, zone: string): string => `${dayOf(at, zone)}T${deskTime(at, zone)}`;

/** The moment of the field; null while it is incomplete, and for a time that the clock change skips. */
export function momentOfWall(wall: string, zone: string): number | null {
  const [day, time] = wall.split("T");
  return day && time ? momentOf(day, time.slice(0, 5), zone) : null;
}

/** A moment as a day and a time on the seller's wall, which is what a field of the browser holds. */
import { momentOf } from "~/lib/opening-hours";
import { dayOf, deskTime } from "~/lib/time";

/** `2026-11-29T13:30`, as the field writes a moment. */
export const wallOf = (at: number, zone: string): string => `${dayOf(at, zone)}T${deskTime(at, zone)}`;

/** The moment that the field means; null while it is not filled in, and for a time that clocks skip. */
export function momentOfWall(wall: string, zone: string): number | null {
  const [day, time] = wall.split("T");
  return day && time ? momentOf(day, time.slice(0, 5), zone) : null;
}

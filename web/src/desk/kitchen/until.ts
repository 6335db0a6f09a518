/** The end of a measure in the kitchen's form: a time, with the day only where the time alone would be ambiguous. */
import { deskTime } from "~/lib/time";
import { timeOrDay } from "../open-orders/labels";

const DAY = 24 * 60 * 60_000;

export const untilTime = (at: number, now: number, zone: string): string =>
  at - now < DAY ? deskTime(at, zone) : timeOrDay(at, zone);

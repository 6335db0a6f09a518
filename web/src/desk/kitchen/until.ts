/** When something ends, as a kitchen says it: a time, and the day only where the time alone would mislead. */
import { deskTime } from "~/lib/time";
import { timeOrDay } from "../open-orders/labels";

const DAY = 24 * 60 * 60_000;

export const untilTime = (at: number, now: number, zone: string): string =>
  at - now < DAY ? deskTime(at, zone) : timeOrDay(at, zone);

/** Periods of one click, in the form of the fields. */
import { fieldOfMoment } from "~/lib/day-and-time";
import { dayOf } from "~/lib/time";

export interface Window {
  from: string;
  until: string;
}

const DAY = 24 * 60 * 60_000;
const SUNDAY = 0;
const SATURDAY = 6;

const shifted = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);

/** Saturday and Sunday in this time zone: the present ones, else the next ones. */
export function weekendOf(now: number, zone: string): Window {
  const today = dayOf(now, zone);
  const weekday = new Date(`${today}T00:00:00Z`).getUTCDay();
  const saturday = shifted(today, weekday === SUNDAY ? -1 : SATURDAY - weekday);
  return { from: `${saturday}T00:00`, until: `${shifted(saturday, 2)}T00:00` };
}

/** From this minute on, for seven days. */
export function weekFrom(now: number, zone: string): Window {
  const from = fieldOfMoment(now, zone);
  const [day = "", time = ""] = from.split("T");
  return { from, until: `${shifted(day, 7)}T${time}` };
}

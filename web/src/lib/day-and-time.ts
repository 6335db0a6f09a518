/** Days and moments that may be of another year, and what a `datetime-local` field holds of them. */
import { momentOf } from "./opening-hours";
import { dayOf, deskTime } from "./time";

const language = () => document.documentElement.lang || "en";

/** `28 Nov 2026`. */
export function dateOf(moment: string | number, zone: string): string {
  return new Intl.DateTimeFormat(language(), {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: zone,
  }).format(new Date(moment));
}

/** `28 Nov 2026, 13:07`. */
export function dateTimeOf(moment: string | number, zone: string): string {
  return `${dateOf(moment, zone)}, ${deskTime(moment, zone)}`;
}

/** `2026-11-28T13:07`: what a field for a day and a time holds. */
export function fieldOfMoment(moment: string | number, zone: string): string {
  return `${dayOf(moment, zone)}T${deskTime(moment, zone)}`;
}

/** The moment that such a field names in this zone; null for none, and for one that clocks skip. */
export function momentOfField(value: string, zone: string): number | null {
  const [day, time] = value.split("T");
  if (!day || !time || Number.isNaN(Date.parse(`${day}T${time}Z`))) return null;
  return momentOf(day, time.slice(0, 5), zone);
}

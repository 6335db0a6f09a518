/** Days and moments, with their year, and the values of `datetime-local` fields. */
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

/** `2026-11-28T13:07`: the value of a field for a day and a time. */
export function fieldOfMoment(moment: string | number, zone: string): string {
  return `${dayOf(moment, zone)}T${deskTime(moment, zone)}`;
}

/** The moment of the field's value in this zone; null for none, and for a time that the clock change skips. */
export function momentOfField(value: string, zone: string): number | null {
  const [day, time] = value.split("T");
  if (!day || !time || Number.isNaN(Date.parse(`${day}T${time}Z`))) return null;
  return momentOf(day, time.slice(0, 5), zone);
}

/** Times in a buyer's form: in the seller's time zone, which is named when the reader's clock differs. */
import { buyerTime, clock, dayOf, longDay, otherZone, zoneName } from "~/lib/time";
import { w } from "~/words/track";

/** `1:07 PM`, or `Saturday, 28 November, 1:07 PM` when that is another day than today, here or there. */
export function momentText(at: string | number, zone: string): string {
  return `${dayText(at, zone)}${buyerTime(at, zone)}`;
}

/** `1:02 to 1:12 PM`, with its day when that is not today, and its zone when the reader's differs. */
export function rangeText(from: number, to: number, zone: string): string {
  const format = new Intl.DateTimeFormat(document.documentElement.lang, {
    hour: "numeric",
    minute: "2-digit",
    timeZone: zone,
  });
  return `${dayText(from, zone)}${w.range(format.formatRange(from, to))}`;
}

/** The name of the time zone, when the reader's clock differs. */
export const zoneText = (zone: string): string => (otherZone(zone) === null ? "" : zoneName(zone));

function dayText(at: string | number, zone: string): string {
  const day = dayOf(at, zone);
  const today = [zone, otherZone(zone) ?? zone].every((place) => dayOf(clock.now(), place) === day);
  return today ? "" : `${longDay(at, zone)}, `;
}

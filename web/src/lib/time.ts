/**
 * Moments: RFC 3339 UTC from the API, shown in a seller's time zone. The sellers' pages use 24 hours, so that columns
 * align; the buyers' pages follow the reader's language.
 */

/** The server's clock, derived from its last response: every countdown uses it, not the device's. */
export const clock = {
  ahead: 0,
  /** Sets the clock by the `now` of a response. */
  set(now: string): void {
    clock.ahead = Date.parse(now) - Date.now();
  },
  /** Sets the clock by the `Date` of a response, which has whole seconds, when the clock differs by more than that. */
  check(date: string | null): void {
    if (date !== null && Math.abs(Date.parse(date) - clock.now()) > 2_000) clock.set(date);
  },
  now(): number {
    return Date.now() + clock.ahead;
  },
};

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string, language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${language} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(language, { ...options, timeZone: zone });
  formats.set(key, made);
  return made;
}

const language = () => document.documentElement.lang || "en";

/** `13:07`, in the form of the sellers' pages. */
export function deskTime(moment: string | number, zone: string): string {
  return format(zone, language(), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(
    new Date(moment),
  );
}

/** `1:07 PM` or `13:07`, as the reader's language has it. */
export function buyerTime(moment: string | number, zone: string): string {
  return format(zone, language(), { hour: "numeric", minute: "2-digit" }).format(new Date(moment));
}

/** `Fri, 27 Nov`. */
export function shortDay(moment: string | number, zone: string): string {
  return format(zone, language(), { weekday: "short", day: "numeric", month: "short" }).format(
    new Date(moment),
  );
}

/** `27 Nov`. */
export function dayAndMonth(moment: string | number, zone: string): string {
  return format(zone, language(), { day: "numeric", month: "short" }).format(new Date(moment));
}

/** `Friday, 27 November`. */
export function longDay(moment: string | number, zone: string): string {
  return format(zone, language(), { weekday: "long", day: "numeric", month: "long" }).format(
    new Date(moment),
  );
}

/** `2026-11-27` in this zone, to compare days and to name them to the API. */
export function dayOf(moment: string | number, zone: string): string {
  return format(zone, "en-CA", { year: "numeric", month: "2-digit", day: "2-digit" }).format(
    new Date(moment),
  );
}

/** The moment at which this day begins in this zone. */
export function startOfDay(day: string, zone: string): number {
  const utc = Date.parse(`${day}T00:00:00Z`);
  // The zone's offset at about that moment, computed twice, because it may change in the night.
  const offset = (at: number) => Date.parse(`${wallTime(at, zone)}Z`) - at;
  return utc - offset(utc - offset(utc));
}

function wallTime(at: number, zone: string): string {
  const parts = format(zone, "en-CA", {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  }).formatToParts(new Date(at));
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  return `${of("year")}-${of("month")}-${of("day")}T${of("hour")}:${of("minute")}:${of("second")}`;
}

/** Whole minutes from the server's now until then; negative when it has passed. */
export function minutesUntil(moment: string, now = clock.now()): number {
  const minutes = (Date.parse(moment) - now) / 60_000;
  return minutes >= 0 ? Math.ceil(minutes) : Math.floor(minutes);
}

/** Whole minutes since then. */
export function minutesSince(moment: string, now = clock.now()): number {
  return Math.max(0, Math.floor((now - Date.parse(moment)) / 60_000));
}

/** The reader's zone, when its clock differs from the seller's now; null when they agree. */
export function otherZone(zone: string): string | null {
  const mine = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return wallTime(clock.now(), mine) === wallTime(clock.now(), zone) ? null : mine;
}

/** `New York` of `America/New_York`. */
export function zoneName(zone: string): string {
  return (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
}

/** `0:07`, `14:32`: remaining minutes and seconds, rounded up. */
export function countdown(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

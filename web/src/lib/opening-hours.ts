/** A seller's opening hours, in its time zone. */
import type { components } from "~/api/schema";
import { dayOf, deskTime, startOfDay } from "./time";

/** When a seller is open, in its own zone; it may close after midnight. */
export type Hours = components["schemas"]["OpeningTime"];

export const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

interface Span {
  from: number;
  until: number;
}

/** Whether it is open, and until or from when; without a moment when that is more than a week away. */
export interface Openness {
  open: boolean;
  at?: number;
}

/** The day after this one: `2026-11-28` is followed by `2026-11-29`. */
export function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY).toISOString().slice(0, 10);
}

/** The moment of this time of day (`13:30`); null when the clock change skips it. */
export function momentOf(day: string, time: string, zone: string): number | null {
  const minutes = minutesOf(time);
  const guess = startOfDay(day, zone) + minutes * MINUTE;
  // On a day of a clock change, the first guess is off by the change.
  const off = minutes - minutesOf(deskTime(guess, zone));
  const at = Math.abs(off) <= 120 ? guess + off * MINUTE : guess;
  return deskTime(at, zone) === time ? at : null;
}

const minutesOf = (time: string) => {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
};

/** The hours of this day; those past midnight end on the next day. */
export function spansOn(day: string, hours: readonly Hours[], zone: string): Span[] {
  if (hours.length === 0) return [{ from: startOfDay(day, zone), until: startOfDay(nextDay(day), zone) }];
  const weekday = DAYS[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7];
  return hours.flatMap((span) => {
    if (span.day !== weekday) return [];
    const from = momentOf(day, span.opens, zone) ?? startOfDay(day, zone);
    const lastDay = minutesOf(span.closes) <= minutesOf(span.opens) ? nextDay(day) : day;
    const until = closing(lastDay, span.closes, zone);
    return until > from ? [{ from, until }] : [];
  });
}

function closing(day: string, time: string, zone: string): number {
  if (minutesOf(time) >= 24 * 60) return startOfDay(nextDay(day), zone);
  return momentOf(day, time, zone) ?? startOfDay(day, zone) + minutesOf(time) * MINUTE;
}

/** The days from this one on. */
export function daysFrom(day: string, count: number): string[] {
  const days = [day];
  while (days.length < count) days.push(nextDay(days.at(-1) ?? day));
  return days;
}

export function openness(hours: readonly Hours[], zone: string, now: number): Openness {
  if (hours.length === 0) return { open: true };
  const yesterday = dayOf(now - DAY, zone);
  const spans = daysFrom(yesterday, 9)
    .flatMap((day) => spansOn(day, hours, zone))
    .sort((a, b) => a.from - b.from);
  const current = spans.find((span) => span.from <= now && now < span.until);
  if (!current) {
    const next = spans.find((span) => span.from > now);
    return next ? { open: false, at: next.from } : { open: false };
  }
  // An evening and a night may be two adjacent entries.
  const until = spans.reduce(
    (end, span) => (span.from <= end && span.until > end ? span.until : end),
    current.until,
  );
  return until - now > 7 * DAY ? { open: true } : { open: true, at: until };
}

/** When it closes next: at the end of the present hours, else at the end of its day. */
export function closesAt(hours: readonly Hours[], zone: string, now: number): number {
  const { open, at } = openness(hours, zone, now);
  return open && at !== undefined ? at : startOfDay(nextDay(dayOf(now, zone)), zone);
}

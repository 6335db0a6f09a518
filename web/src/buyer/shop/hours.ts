/** When a seller is open and how long an order takes, in the seller's zone. */
import { dayOf, deskTime, startOfDay } from "~/lib/time";
import { DAYS, type Hours, type Method, type Seller } from "../cart/types";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** How far apart the times are that an order can be wanted for. */
const STEP = 15 * MINUTE;
/** How many days ahead can be chosen. */
const DAYS_AHEAD = 14;

interface Span {
  from: number;
  until: number;
}

/** Whether it is open, and until or from when; without a moment where that is not within the week. */
export interface Openness {
  open: boolean;
  at?: number;
}

/** The day after this one: `2026-11-28` is followed by `2026-11-29`. */
export function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY).toISOString().slice(0, 10);
}

/** The moment of this time of day (`13:30`); null when clocks skip it. */
export function momentOf(day: string, time: string, zone: string): number | null {
  const minutes = minutesOf(time);
  const guess = startOfDay(day, zone) + minutes * MINUTE;
  // On a day on which clocks change the guess is off by what they change.
  const off = minutes - minutesOf(deskTime(guess, zone));
  const at = Math.abs(off) <= 120 ? guess + off * MINUTE : guess;
  return deskTime(at, zone) === time ? at : null;
}

const minutesOf = (time: string) => {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
};

/** When it is open on this day; what closes after midnight ends on the next. */
function spansOn(day: string, hours: readonly Hours[], zone: string): Span[] {
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
function daysFrom(day: string, count: number): string[] {
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
  // Evening and night may be two entries that touch.
  const until = spans.reduce(
    (end, span) => (span.from <= end && span.until > end ? span.until : end),
    current.until,
  );
  return until - now > 7 * DAY ? { open: true } : { open: true, at: until };
}

/** The times of this day that an order can be wanted for, not before `earliest`. */
export function timesOn(day: string, hours: readonly Hours[], zone: string, earliest: number): number[] {
  const before = new Date(Date.parse(`${day}T00:00:00Z`) - DAY).toISOString().slice(0, 10);
  const begin = startOfDay(day, zone);
  const end = startOfDay(nextDay(day), zone);
  const times = new Set<number>();
  for (const span of [...spansOn(before, hours, zone), ...spansOn(day, hours, zone)]) {
    const from = Math.max(span.from, begin, earliest);
    const until = Math.min(span.until, end - 1);
    for (let at = begin + Math.ceil((from - begin) / STEP) * STEP; at <= until; at += STEP) times.add(at);
  }
  return [...times].sort((a, b) => a - b);
}

/** The days on which there is such a time. */
export function daysOpen(hours: readonly Hours[], zone: string, earliest: number): string[] {
  return daysFrom(dayOf(earliest, zone), DAYS_AHEAD).filter(
    (day) => timesOn(day, hours, zone, earliest).length > 0,
  );
}

/** Minutes that an order takes, from and to; null when the seller does not say. */
export function minutesFor(seller: Seller, method: Method): { from: number; to: number } | null {
  if (seller.prepTimeMinutes == null || method === "shipping") return null;
  const making = seller.prepTimeMinutes + (seller.extraPrepMinutes ?? 0);
  const from = making + (method === "delivery" ? (seller.deliveryTimeMinutes ?? 0) : 0);
  return { from, to: Math.ceil((from * 4) / 3 / 5) * 5 };
}

/** Until when the seller takes no orders; null when it does. */
export function pausedUntil(seller: Seller, now: number): number | null {
  const until = seller.pausedUntil ? Date.parse(seller.pausedUntil) : 0;
  return until > now ? until : null;
}

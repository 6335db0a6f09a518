/** The requested times that an order can have, and its duration, in the seller's time zone. */
import { daysFrom, type Hours, nextDay, spansOn } from "~/lib/opening-hours";
import { dayOf, startOfDay } from "~/lib/time";
import type { Method, Seller } from "../cart/types";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Minutes between two times to choose from. */
const STEP = 15 * MINUTE;
/** How many days ahead can be chosen. */
const DAYS_AHEAD = 14;

/** The times of this day that can be requested, not before `earliest`. */
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

/** The days with at least one such time. */
export function daysOpen(hours: readonly Hours[], zone: string, earliest: number): string[] {
  return daysFrom(dayOf(earliest, zone), DAYS_AHEAD).filter(
    (day) => timesOn(day, hours, zone, earliest).length > 0,
  );
}

/** The minutes that an order takes, from and to; null when the seller does not say. */
export function minutesFor(seller: Seller, method: Method): { from: number; to: number } | null {
  if (seller.prepTimeMinutes == null || method === "shipping") return null;
  const making = seller.prepTimeMinutes + (seller.extraPrepMinutes ?? 0);
  const from = making + (method === "delivery" ? (seller.deliveryTimeMinutes ?? 0) : 0);
  return { from, to: Math.ceil((from * 4) / 3 / 5) * 5 };
}

/** Until when the seller takes no orders; null while it takes them. */
export function pausedUntil(seller: Seller, now: number): number | null {
  const until = seller.pausedUntil ? Date.parse(seller.pausedUntil) : 0;
  return until > now ? until : null;
}

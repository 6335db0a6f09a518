/** The requested times that an order can have, in the seller's time zone. */

import { openness } from "~/lib/opening-hours";
import { dayOf } from "~/lib/time";
import type { Method, Seller } from "../cart/types";
import { daysOpen, minutesFor, timesOn } from "../shop/hours";

const MINUTE = 60_000;

/** The least minutes until a requested time, when the seller does not say how long an order takes. */
const AHEAD = 30;

export function earliest(seller: Seller, method: Method, now: number): number {
  return now + (minutesFor(seller, method)?.from ?? AHEAD) * MINUTE;
}

export const daysFor = (seller: Seller, method: Method, now: number) =>
  daysOpen(seller.hours, seller.timezone, earliest(seller, method, now));

/** The times on the day of this moment. */
export const timesFor = (seller: Seller, method: Method, at: number, now: number) =>
  timesOnDay(seller, method, dayOf(at, seller.timezone), now);

export const timesOnDay = (seller: Seller, method: Method, day: string, now: number) =>
  timesOn(day, seller.hours, seller.timezone, earliest(seller, method, now));

/** The approximate time of an order that is placed now; null when the seller does not say. */
export function soonest(seller: Seller, method: Method, now: number): { from: number; to: number } | null {
  const minutes = minutesFor(seller, method);
  if (!minutes) return null;
  const { open, at } = openness(seller.hours, seller.timezone, now);
  const begin = open ? now : at;
  if (begin === undefined) return null;
  return { from: begin + minutes.from * MINUTE, to: begin + minutes.to * MINUTE };
}

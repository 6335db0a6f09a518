/** The times that an order can be wanted for, in the seller's zone. */

import { openness } from "~/lib/opening-hours";
import { dayOf } from "~/lib/time";
import type { Method, Seller } from "../cart/types";
import { daysOpen, minutesFor, timesOn } from "../shop/hours";

const MINUTE = 60_000;

/** How long at least an order is wanted ahead, when the seller does not say how long it takes. */
const AHEAD = 30;

export function earliest(seller: Seller, method: Method, now: number): number {
  return now + (minutesFor(seller, method)?.from ?? AHEAD) * MINUTE;
}

export const daysFor = (seller: Seller, method: Method, now: number) =>
  daysOpen(seller.hours, seller.timezone, earliest(seller, method, now));

/** The times of the day that this moment is on. */
export const timesFor = (seller: Seller, method: Method, at: number, now: number) =>
  timesOnDay(seller, method, dayOf(at, seller.timezone), now);

export const timesOnDay = (seller: Seller, method: Method, day: string, now: number) =>
  timesOn(day, seller.hours, seller.timezone, earliest(seller, method, now));

/** About when it comes if it is ordered now; null when the seller does not say. */
export function soonest(seller: Seller, method: Method, now: number): { from: number; to: number } | null {
  const minutes = minutesFor(seller, method);
  if (!minutes) return null;
  const { open, at } = openness(seller.hours, seller.timezone, now);
  const begin = open ? now : at;
  if (begin === undefined) return null;
  return { from: begin + minutes.from * MINUTE, to: begin + minutes.to * MINUTE };
}

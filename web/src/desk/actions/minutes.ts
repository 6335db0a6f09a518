/** The preparation time of an order: the choices, and the seller's usual one. */
import type { Seller } from "../desk-context";

/** The choices for every order. */
const OFFERED = [10, 15, 20, 25, 30, 40, 50, 60] as const;

/** The usual minutes of a seller; null when it has none. The API adds the extra minutes of a busy seller. */
export const usualOf = (seller: Pick<Seller, "prepTimeMinutes"> | undefined): number | null =>
  seller?.prepTimeMinutes ?? null;

/** The minutes that the API adds to an order that is accepted now, because the seller is busy. */
export function extraOf(seller: Pick<Seller, "extraPrepMinutes" | "extraPrepUntil">, now: number): number {
  const { extraPrepMinutes, extraPrepUntil } = seller;
  const over = extraPrepUntil !== null && Date.parse(extraPrepUntil) <= now;
  return over ? 0 : (extraPrepMinutes ?? 0);
}

/** Eight choices with the usual one among them; none for a seller whose orders take longer than an hour. */
export function minuteChoices(usual: number | null): number[] {
  const longest = OFFERED[OFFERED.length - 1] ?? 60;
  if (usual !== null && usual > longest) return [];
  if (usual === null || OFFERED.includes(usual as (typeof OFFERED)[number])) return [...OFFERED];
  const nearest = OFFERED.reduce((best, each) =>
    Math.abs(each - usual) < Math.abs(best - usual) ? each : best,
  );
  return OFFERED.map((each) => (each === nearest ? usual : each)).sort((a, b) => a - b);
}

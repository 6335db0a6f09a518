/** How long making an order takes: what is offered, and which of it is usual for the seller. */
import type { Seller } from "../../desk-context";

/** What is offered with every order. */
const OFFERED = [10, 15, 20, 25, 30, 40, 50, 60] as const;

/** The usual minutes of a seller, with what it adds while it is busy; null when it says nothing. */
export function usualOf(
  seller: (Pick<Seller, "prepTimeMinutes"> & { extraPrepMinutes?: number }) | undefined,
): number | null {
  const usual = seller?.prepTimeMinutes ?? null;
  return usual === null ? null : usual + (seller?.extraPrepMinutes ?? 0);
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

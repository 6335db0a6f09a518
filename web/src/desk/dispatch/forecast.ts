/** The effects of a new tour on its orders: which would be late, and which order they wait for. */

export interface Stop {
  id: string;
  /** When it is ready; null without an estimate. */
  readyAt: number | null;
  /** When its buyer expects it; null without a promise. */
  promisedAt: number | null;
}

export interface Lateness {
  minutes: number;
  /** The order that the tour waits for; null if this order would be late in any case. */
  waitsFor: string | null;
}

const MINUTE = 60_000;

/** The orders that would be late if the tour leaves when the last of them is ready. */
export function lateOnes(
  stops: readonly Stop[],
  deliveryMinutes: number,
  now: number,
): ReadonlyMap<string, Lateness> {
  const ready = (stop: Stop) => Math.max(now, stop.readyAt ?? now);
  const last = stops.reduce<Stop | null>(
    (latest, stop) => (latest === null || ready(stop) > ready(latest) ? stop : latest),
    null,
  );
  const late = new Map<string, Lateness>();
  if (last === null) return late;
  const drive = deliveryMinutes * MINUTE;
  for (const stop of stops) {
    if (stop.promisedAt === null) continue;
    const minutes = Math.ceil((ready(last) + drive - stop.promisedAt) / MINUTE);
    if (minutes <= 0) continue;
    const anyway = ready(stop) + drive > stop.promisedAt || ready(stop) === ready(last);
    late.set(stop.id, { minutes, waitsFor: anyway ? null : last.id });
  }
  return late;
}

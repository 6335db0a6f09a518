/** What a tour that is being put together would mean for its orders: who would be late, and for whom they wait. */

export interface Stop {
  id: string;
  /** When it is ready; null where nobody said. */
  readyAt: number | null;
  /** When its buyer may expect it; null where nothing is promised. */
  promisedAt: number | null;
}

export interface Lateness {
  minutes: number;
  /** The order that the tour waits for; null if it would be late by itself, too. */
  waitsFor: string | null;
}

const MINUTE = 60_000;

/** The orders that would come late, if the tour leaves when the last of them is ready. */
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

/** Which of two orders comes first. */
import { facts } from "./facts";
import type { OrderRow } from "./types";

export type Compare = (a: OrderRow, b: OrderRow) => number;

/** What is due first, then the more urgent, then who waits longest. */
export const byUrgency: Compare = (a, b) => {
  const [x, y] = [facts(a), facts(b)];
  return nulls(x.targetAt, y.targetAt) || x.priority - y.priority || x.placedAt - y.placedAt;
};

/** Moments in their order; what has none comes last. */
export const nulls = (a: number | null, b: number | null): number =>
  (a ?? Number.POSITIVE_INFINITY) === (b ?? Number.POSITIVE_INFINITY)
    ? 0
    : (a ?? Number.POSITIVE_INFINITY) - (b ?? Number.POSITIVE_INFINITY);

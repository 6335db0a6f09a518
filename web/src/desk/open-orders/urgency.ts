/** The order of rows by urgency. */
import { facts } from "./facts";
import type { OrderRow } from "./types";

export type Compare = (a: OrderRow, b: OrderRow) => number;

/** The earlier deadline first, then the higher priority, then the longer wait. */
export const byUrgency: Compare = (a, b) => {
  const [x, y] = [facts(a), facts(b)];
  return nulls(x.targetAt, y.targetAt) || x.priority - y.priority || x.placedAt - y.placedAt;
};

/** Compares moments; a missing one comes last. */
export const nulls = (a: number | null, b: number | null): number =>
  (a ?? Number.POSITIVE_INFINITY) === (b ?? Number.POSITIVE_INFINITY)
    ? 0
    : (a ?? Number.POSITIVE_INFINITY) - (b ?? Number.POSITIVE_INFINITY);

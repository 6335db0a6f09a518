/** The positions of the chart's points, and the amounts beside it. */

/** Marks at round amounts from 0 up to at least the largest, three to six of them; the last one is the top. */
export function marksFor(most: number): number[] {
  const step = roundStep(Math.max(most, 1) / 5);
  const count = Math.max(1, Math.ceil(most / step));
  return Array.from({ length: count + 1 }, (_, at) => at * step);
}

/** The next of 1, 2 or 5 with zeros, not below this; minor units are never divided. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= least) ?? 10;
  return Math.max(1, step * power);
}

/** The middle of each of `count` columns, in percent. */
export const middleOf = (at: number, count: number): number => ((at + 0.5) / count) * 100;

export const WIDTH = 700;
export const HEIGHT = 250;

export interface Point {
  x: number;
  y: number;
}

export function pointsOf(values: readonly number[], top: number): Point[] {
  return values.map((value, at) => ({
    x: round((middleOf(at, values.length) / 100) * WIDTH),
    y: round(HEIGHT - (value / top) * HEIGHT),
  }));
}

export const lineOf = (points: readonly Point[]): string =>
  points.map(({ x, y }, at) => `${at === 0 ? "M" : "L"}${x} ${y}`).join("");

/** Lines of length zero, which round caps make dots, however the drawing is stretched. */
export const dotsOf = (points: readonly Point[]): string =>
  points.map(({ x, y }) => `M${x} ${y}h.01`).join("");

const round = (value: number): number => Math.round(value * 10) / 10;

/** The interval of labelled columns, so that at most `most` are. */
export const everyFor = (count: number, most: number): number => Math.max(1, Math.ceil(count / most));

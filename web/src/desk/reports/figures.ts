/** The figures of a report beside those of the days before. The API computes them; this module only pairs them. */
import type { components } from "~/api/schema";
import { addDays, daysIn, type Span } from "./span";

export type Stats = components["schemas"]["OrderStats"];
export type Sales = components["schemas"]["Sales"];
export type PeriodSales = components["schemas"]["PeriodSales"];
export type ProductSales = components["schemas"]["ProductSales"];
type Targets = components["schemas"]["Targets"];

/** The relative change; null when the former value is zero. */
export function change(now: number, before: number): number | null {
  return before === 0 ? null : (now - before) / before;
}

/** The currencies with sales now or before, the seller's own first. */
export function currenciesOf(now: Stats, before: Stats, own: string | null): string[] {
  const all = [...now.sales, ...before.sales].map(({ currency }) => currency).sort();
  const sold = [...new Set(all)];
  if (own === null) return sold;
  return [own, ...sold.filter((currency) => currency !== own)];
}

export function salesIn(stats: Stats, currency: string): Sales {
  return stats.sales.find((sales) => sales.currency === currency) ?? nothing(currency);
}

const nothing = (currency: string): Sales => ({
  currency,
  orders: 0,
  revenue: 0,
  averageValue: 0,
  discount: 0,
  refunded: 0,
});

/** The number of confirmed orders, stopped ones included. */
export const confirmed = (stats: Stats): number =>
  stats.stopped + stats.sales.reduce((sum, { orders }) => sum + orders, 0);

export interface Line extends Sales {
  part: Span;
  /** The revenue of the period before, with equal length. */
  before: number;
}

/** A row for each part of the span, including parts without sales, which the API omits. */
export function linesOf(
  parts: readonly Span[],
  span: Span,
  sales: readonly PeriodSales[],
  daysBefore: readonly PeriodSales[],
  currency: string,
): Line[] {
  const known = new Map(sales.filter((row) => row.currency === currency).map((row) => [row.from, row]));
  const length = daysIn(span);
  return parts.map((part) => {
    const { orders, revenue, averageValue, discount, refunded } = known.get(part.from) ?? nothing(currency);
    const from = addDays(part.from, -length);
    const to = addDays(part.to, -length);
    const before = daysBefore
      .filter((row) => row.currency === currency && from <= row.from && row.from <= to)
      .reduce((sum, row) => sum + row.revenue, 0);
    return { part, currency, orders, revenue, averageValue, discount, refunded, before };
  });
}

export interface ProductLine extends ProductSales {
  before: number;
}

/** Products by revenue; those that are no longer sold come last. */
export function productLines(
  products: readonly ProductSales[],
  before: readonly ProductSales[],
  currency: string,
): ProductLine[] {
  const of = (list: readonly ProductSales[]) =>
    new Map(list.filter((row) => row.currency === currency).map((row) => [row.productId, row]));
  const [now, then] = [of(products), of(before)];
  const gone = [...then.values()]
    .filter(({ productId }) => !now.has(productId))
    .map((row) => ({ ...row, quantity: 0, revenue: 0 }));
  return [...now.values(), ...gone]
    .map((row) => ({ ...row, before: then.get(row.productId)?.revenue ?? 0 }))
    .sort((a, b) => b.revenue - a.revenue || a.name.localeCompare(b.name));
}

/**
 * The target minutes of a status for orders of normal priority. A seller's own row replaces the lifecycle's; without any
 * row nothing is measured.
 */
export function targetOf(
  status: string,
  own: readonly Targets[] | null | undefined,
  lifecycle: readonly Targets[] | undefined,
): number | null {
  if (!own) return null;
  const at = (rows: readonly Targets[]) => rows.find((row) => row.status === status);
  return (at(own) ?? at(lifecycle ?? []))?.normal ?? null;
}

/** What the report says of its days beside the days before. The API counts; here it is only laid side by side. */
import type { components } from "~/api/schema";
import { addDays, daysIn, type Span } from "./span";

export type Stats = components["schemas"]["OrderStats"];
export type Sales = components["schemas"]["Sales"];
export type PeriodSales = components["schemas"]["PeriodSales"];
export type ProductSales = components["schemas"]["ProductSales"];
type Targets = components["schemas"]["Targets"];

/** In proportion to what was before; null where there was nothing before. */
export function change(now: number, before: number): number | null {
  return before === 0 ? null : (now - before) / before;
}

/** The currencies in which something was sold now or before, the seller's own first. */
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

/** Confirmed orders: those that were stopped among them. */
export const confirmed = (stats: Stats): number =>
  stats.stopped + stats.sales.reduce((sum, { orders }) => sum + orders, 0);

export interface Line extends Sales {
  part: Span;
  /** The revenue of as many days, as long before as the report is long. */
  before: number;
}

/** A line for each part of the span, also for those in which nothing was sold, which the API leaves out. */
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

/** Products by revenue, those that are not sold any more at the end. */
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
 * The minutes that an order of normal priority may stay in a status. A seller's own row takes the place of the
 * lifecycle's; without a list of its own nothing is measured.
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

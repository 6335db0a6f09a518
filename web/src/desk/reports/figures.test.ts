import { describe, expect, test } from "vitest";
import {
  change,
  confirmed,
  currenciesOf,
  linesOf,
  type PeriodSales,
  productLines,
  type Sales,
  type Stats,
  salesIn,
  targetOf,
} from "./figures";

const sales = (currency: string, revenue: number, orders = 1): Sales => ({
  currency,
  orders,
  revenue,
  averageValue: Math.round(revenue / orders),
  discount: 0,
  refunded: 0,
});
const stats = (...all: Sales[]): Stats => ({
  from: "2026-11-20",
  to: "2026-11-26",
  orders: 9,
  byPhase: [],
  byStatus: [],
  sales: all,
  sellerId: null,
  stopped: 2,
  cancellationRate: null,
  timeInStatus: [],
  topProducts: null,
});
const day = (from: string, revenue: number, currency = "USD"): PeriodSales => ({
  ...sales(currency, revenue),
  from,
  to: from,
});

describe("the figures of a report", () => {
  test("change in proportion, and not from nothing", () => {
    expect(change(150, 100)).toBe(0.5);
    expect(change(0, 100)).toBe(-1);
    expect(change(5, 0)).toBeNull();
  });

  test("keep currencies apart, the seller's own first", () => {
    const now = stats(sales("USD", 100), sales("EUR", 5));
    const before = stats(sales("JPY", 7));
    expect(currenciesOf(now, before, null)).toEqual(["EUR", "JPY", "USD"]);
    expect(currenciesOf(now, before, "USD")).toEqual(["USD", "EUR", "JPY"]);
    expect(salesIn(now, "JPY")).toMatchObject({ revenue: 0, orders: 0 });
    expect(confirmed(stats(sales("USD", 100, 3), sales("EUR", 5)))).toBe(6);
  });

  test("have a line for days without sales, beside the days before", () => {
    const span = { from: "2026-11-25", to: "2026-11-27" };
    const parts = ["2026-11-25", "2026-11-26", "2026-11-27"].map((one) => ({ from: one, to: one }));
    const now = [day("2026-11-25", 100), day("2026-11-27", 300), day("2026-11-27", 9, "EUR")];
    const before = [day("2026-11-22", 50), day("2026-11-23", 60, "EUR"), day("2026-11-24", 70)];
    const lines = linesOf(parts, span, now, before, "USD");
    expect(lines.map((line) => [line.revenue, line.before])).toEqual([
      [100, 50],
      [0, 0],
      [300, 70],
    ]);
    const [whole] = linesOf([span], span, [day("2026-11-25", 400)], before, "USD");
    expect([whole?.revenue, whole?.before]).toEqual([400, 120]);
  });

  test("list products by revenue, and those that are not sold any more", () => {
    const product = (productId: string, revenue: number, quantity = 1) => ({
      productId,
      name: productId,
      revenue,
      quantity,
      currency: "USD",
    });
    const lines = productLines(
      [product("a", 5), product("b", 9)],
      [product("b", 6), product("c", 4, 2)],
      "USD",
    );
    expect(lines.map((line) => [line.productId, line.quantity, line.revenue, line.before])).toEqual([
      ["b", 1, 9, 6],
      ["a", 1, 5, 0],
      ["c", 0, 0, 4],
    ]);
  });

  test("know the target of a status", () => {
    const lifecycle = [{ status: "PLACED", normal: 10 }] as const;
    expect(targetOf("PLACED", [], lifecycle)).toBe(10);
    expect(targetOf("PLACED", [{ status: "PLACED", normal: 5 }], lifecycle)).toBe(5);
    expect(targetOf("PLACED", [{ status: "PLACED", urgent: 5 }], lifecycle)).toBeNull();
    expect(targetOf("PLACED", null, lifecycle)).toBeNull();
    expect(targetOf("READY", [], undefined)).toBeNull();
  });
});

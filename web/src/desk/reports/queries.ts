/** Reads a report: the figures of its days, and of as many days before, in parallel. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { Client } from "~/api/client";
import { wholeList } from "~/api/pages";
import { clock, dayOf } from "~/lib/time";
import { type Desk, useDesk } from "../desk-context";
import type { PeriodSales, ProductSales, Stats } from "./figures";
import { type Group, type ReportSearch, shownSpan } from "./search";
import { type Grain, type Span, spanBefore } from "./span";

/** Today's figures change while the page is open. */
const AGAIN = 60_000;

export interface Report {
  span: Span;
  before: Span;
  group: Group;
  /** The rows of the table and of the chart; reports of products have a chart of days. */
  grain: Grain;
  stats: Stats;
  statsBefore: Stats;
  sales: readonly PeriodSales[];
  daysBefore: readonly PeriodSales[];
  /** Only in the report by product of one seller. */
  products: { now: readonly ProductSales[]; before: readonly ProductSales[]; cutOff: boolean } | null;
  /** The server's clock at the time of the read. */
  asOf: number;
}

/** The seller; undefined for all sellers. */
export type Whose = string | undefined;

export const whoseOf = ({ seller, staff }: Desk, search: ReportSearch): Whose =>
  staff === "admin" && search.sellers === "all" ? undefined : seller.id;

export const grainOf = (group: Group): Grain => (group === "product" ? "day" : group);

export const today = (zone: string): string => dayOf(clock.now(), zone);

export function useReport(search: ReportSearch) {
  const desk = useDesk();
  const { client } = desk.session;
  const sellerId = whoseOf(desk, search);
  const group = search.by ?? "day";
  const grain = grainOf(group);
  const span = shownSpan(search, today(desk.zone));
  return useQuery({
    queryKey: ["report", sellerId, group, span.from, span.to],
    queryFn: async ({ signal }): Promise<Report> => {
      const before = spanBefore(span);
      const stats = (of: Span) =>
        client
          .ask("get", "/api/orders/admin/stats", {
            query: { sellerId, dateFrom: of.from, dateTo: of.to },
            signal,
          })
          .then((answer) => answer.stats);
      const withProducts = group === "product" && sellerId !== undefined;
      const [now, then, sales, daysBefore, products, productsBefore] = await Promise.all([
        stats(span),
        stats(before),
        periods(client, sellerId, span, grain, signal),
        periods(client, sellerId, before, "day", signal),
        withProducts ? productsOf(client, sellerId, span, signal) : null,
        withProducts ? productsOf(client, sellerId, before, signal) : null,
      ]);
      return {
        span,
        before,
        group,
        grain,
        stats: now,
        statsBefore: then,
        sales,
        daysBefore,
        products: products &&
          productsBefore && {
            now: products.entries,
            before: productsBefore.entries,
            cutOff: products.cutOff || productsBefore.cutOff,
          },
        asOf: clock.now(),
      };
    },
    refetchInterval: AGAIN,
    // The displayed report is labelled with its own days, until the next one has arrived.
    placeholderData: keepPreviousData,
  });
}

async function periods(
  client: Client,
  sellerId: Whose,
  { from, to }: Span,
  by: Grain,
  signal: AbortSignal,
): Promise<readonly PeriodSales[]> {
  const query = { sellerId, from, to, by };
  const report = await client.ask("get", "/api/reports/sales", { query, signal });
  return "sales" in report ? report.sales : [];
}

function productsOf(client: Client, sellerId: string, { from, to }: Span, signal: AbortSignal) {
  return wholeList(
    async (cursor) => {
      const query = { sellerId, from, to, by: "product", limit: 100, cursor };
      return client.ask("get", "/api/reports/sales", { query, signal });
    },
    (report) => ("products" in report ? report.products : []),
  );
}

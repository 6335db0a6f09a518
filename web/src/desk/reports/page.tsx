/**
 * The reports: the sales of some days, beside as many days before. Orders count on the day of their placing. Every figure is
 * the API's own; the days and their grouping are in the address.
 */
import "./reports.css";
import "./print.css";
import { useSearch } from "@tanstack/react-router";
import { Problem } from "~/api/problem";
import { w } from "~/words/reports";
import { useDesk } from "../desk-context";
import { Blank, LoadingRows, ReadFailed } from "../states";
import { AsOf } from "./as-of";
import { ByStatus } from "./by-status";
import { Chart } from "./chart";
import { Figures } from "./figure-slips";
import { currenciesOf } from "./figures";
import { Head } from "./head";
import { PeriodTable } from "./period-table";
import { ProductTable } from "./product-table";
import { type Report, useReport, whoseOf } from "./queries";
import { ReportLink } from "./report-link";
import { parseReportSearch, type ReportSearch } from "./search";
import { TimeInStatus } from "./time-in-status";
import { TopProducts } from "./top-products";

export function ReportsPage() {
  // The router merges ignored parameters with valid ones, so the address is parsed here again.
  const search = useSearch({ from: "/desk/reports", select: parseReportSearch, structuralSharing: true });
  const report = useReport(search);
  return (
    <>
      <Head search={search} />
      {report.data && !(report.error && report.isPlaceholderData) ? (
        <div
          className={report.isPlaceholderData ? "is-older" : undefined}
          aria-busy={report.isPlaceholderData}
        >
          <Shown report={report.data} search={search} />
        </div>
      ) : report.error ? (
        <Failed error={report.error} again={() => void report.refetch()} />
      ) : (
        <LoadingRows />
      )}
    </>
  );
}

function Shown({ report, search }: { report: Report; search: ReportSearch }) {
  const desk = useDesk();
  const sellerId = whoseOf(desk, search);
  const own = sellerId === undefined ? null : desk.currency;
  const currencies = currenciesOf(report.stats, report.statsBefore, own);
  const currency = currencies.find((one) => one === search.currency) ?? currencies[0] ?? desk.currency;
  const shown = { report, currency };
  return (
    <div className="report">
      <AsOf report={report} search={search} currencies={currencies} currency={currency} />
      <div className="bar report-bar" />
      <Figures {...shown} severalCurrencies={currencies.length > 1} />
      {report.stats.orders === 0 ? (
        <Nothing search={search} />
      ) : (
        <>
          <div className="report-column">
            <Chart {...shown} />
            {report.group === "product" ? (
              <ProductTable {...shown} search={search} />
            ) : (
              <PeriodTable {...shown} />
            )}
          </div>
          <div className="report-column">
            <TimeInStatus report={report} />
            {report.group !== "product" && <TopProducts {...shown} search={search} />}
            <ByStatus report={report} />
          </div>
        </>
      )}
    </div>
  );
}

function Nothing({ search }: { search: ReportSearch }) {
  const { days, ...rest } = search;
  const many = days === "last-30";
  return (
    <div className="report-nothing">
      <Blank icon="reports" title={w.nothing.title}>
        <p className="quiet">{w.nothing.text}</p>
        <p className="button-row">
          <ReportLink className="button" search={many ? rest : { ...rest, days: "last-30" }}>
            {many ? w.nothing.other : w.nothing.more}
          </ReportLink>
        </p>
      </Blank>
    </div>
  );
}

/** Refused days are no failure of reading: choosing other days is the way out. */
function Failed({ error, again }: { error: Error; again: () => void }) {
  if (!(error instanceof Problem) || error.status !== 400)
    return <ReadFailed error={error} again={again} title={w.failed} />;
  return (
    <Blank icon="calendar" title={w.refused.title}>
      {error.errors.map(({ detail, parameter }) => (
        <p key={`${parameter}${detail}`}>{detail}</p>
      ))}
      <p className="button-row">
        <ReportLink className="button" search={{}}>
          {w.refused.other}
        </ReportLink>
      </p>
    </Blank>
  );
}

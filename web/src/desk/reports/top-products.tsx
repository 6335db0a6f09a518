/** The products with the most revenue. */
import { useId } from "react";
import { money } from "~/lib/money";
import { w } from "~/words/reports";
import { Bar } from "./bar";
import { number } from "./format";
import type { Report } from "./queries";
import { ReportLink } from "./report-link";
import type { ReportSearch } from "./search";

const SHOWN = 6;

export function TopProducts(props: { report: Report; currency: string; search: ReportSearch }) {
  const { report, currency, search } = props;
  const id = useId();
  // The API does not rank the products of all sellers.
  if (search.sellers === "all" && report.stats.topProducts === null) return null;
  const all = report.stats.topProducts?.filter((product) => product.currency === currency);
  const most = Math.max(1, ...(all ?? []).map(({ revenue }) => revenue));
  return (
    <section className="panel" aria-labelledby={id}>
      <header className="section-head">
        <h2 id={id}>{w.top.title}</h2>
        <ReportLink className="small" search={{ ...search, by: "product" }}>
          {w.top.all}
        </ReportLink>
      </header>
      {all === undefined && <p className="quiet">{w.top.tooMany}</p>}
      {all?.length === 0 && <p className="quiet">{w.top.none}</p>}
      <ol className="spans">
        {all?.slice(0, SHOWN).map(({ productId, name, quantity, revenue }) => (
          <li key={productId}>
            <span className="span-name">{name}</span>
            <span className="num">{money(revenue, currency)}</span>
            <Bar share={revenue / most} plain />
            <span className="small quiet span-late">{w.top.sold(number(quantity))}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

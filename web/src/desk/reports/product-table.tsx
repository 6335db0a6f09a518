/** The sales of each product, by revenue, beside those of the days before. */
import { useId } from "react";
import { money } from "~/lib/money";
import { w as desk } from "~/words/desk";
import { w } from "~/words/reports";
import { useDesk } from "../desk-context";
import { Blank } from "../states";
import { Change } from "./change";
import { productLines } from "./figures";
import { number, percent } from "./format";
import type { Report } from "./queries";
import { ReportLink } from "./report-link";
import type { ReportSearch } from "./search";
import { TablePanel } from "./table-panel";

export function ProductTable(props: { report: Report; currency: string; search: ReportSearch }) {
  const { report, currency } = props;
  const { seller } = useDesk();
  const id = useId();
  const { products } = report;
  const { sellers: _, ...ofOne } = props.search;
  if (products === null)
    return (
      <section className="panel" aria-label={w.table.title.product}>
        <Blank icon="products" title={w.table.allSellers}>
          <p className="button-row">
            <ReportLink className="button" search={ofOne}>
              {w.table.showOne(seller.name)}
            </ReportLink>
          </p>
        </Blank>
      </section>
    );
  const lines = productLines(products.now, products.before, currency);
  const revenue = lines.reduce((sum, line) => sum + line.revenue, 0);
  const foot = (
    <p className="small quiet">
      {w.table.beforeDiscounts} {products.cutOff && desk.onlyFirst(products.now.length)}
    </p>
  );
  return (
    <TablePanel id={id} title={w.table.title.product} foot={foot}>
      <table className="report-table" aria-labelledby={id}>
        <thead>
          <tr>
            <th scope="col">{w.table.product}</th>
            <th scope="col" className="num">
              {w.table.sold}
            </th>
            <th scope="col" className="num">
              {w.table.revenue}
            </th>
            <th scope="col" className="num">
              {w.table.change}
            </th>
            <th scope="col" className="num">
              {w.table.share}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.productId}>
              <th scope="row" className="report-name">
                {line.name}
              </th>
              <td className={line.quantity === 0 ? "num quiet" : "num"}>{number(line.quantity)}</td>
              <td className="num">{money(line.revenue, currency)}</td>
              <td className="num">
                <Change now={line.revenue} before={line.before} />
              </td>
              <td className="num quiet">
                {revenue === 0 ? w.figures.none : percent(line.revenue / revenue)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TablePanel>
  );
}

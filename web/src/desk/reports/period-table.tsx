/** The chart's values as a table: a row for each day, week or month, and their sum. */
import { useId } from "react";
import { money } from "~/lib/money";
import { w } from "~/words/reports";
import { Change } from "./change";
import { linesOf, salesIn } from "./figures";
import { number, partName } from "./format";
import type { Report } from "./queries";
import { partsOf } from "./span";
import { TablePanel } from "./table-panel";

export function PeriodTable({ report, currency }: { report: Report; currency: string }) {
  const id = useId();
  const { grain, span, stats, statsBefore } = report;
  const lines = linesOf(partsOf(span, grain), span, report.sales, report.daysBefore, currency);
  const total = salesIn(stats, currency);
  const amount = (value: number) =>
    value === 0 ? <span className="quiet">{money(0, currency)}</span> : money(value, currency);
  const average = ({ orders, averageValue }: { orders: number; averageValue: number }) =>
    orders === 0 ? <span className="quiet">{w.figures.none}</span> : money(averageValue, currency);
  return (
    <TablePanel id={id} title={w.table.title[grain]}>
      <table className="report-table" aria-labelledby={id}>
        <thead>
          <tr>
            <th scope="col">{w.table.part[grain]}</th>
            <th scope="col" className="num">
              {w.table.orders}
            </th>
            <th scope="col" className="num">
              {w.table.revenue}
            </th>
            <th scope="col" className="num">
              {w.table.change}
            </th>
            <th scope="col" className="num">
              {w.table.average}
            </th>
            <th scope="col" className="num">
              {w.table.discount}
            </th>
            <th scope="col" className="num">
              {w.table.refunded}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.part.from}>
              <th scope="row">{partName(line.part, grain)}</th>
              <td className={line.orders === 0 ? "num quiet" : "num"}>{number(line.orders)}</td>
              <td className="num">{amount(line.revenue)}</td>
              <td className="num">
                <Change now={line.revenue} before={line.before} />
              </td>
              <td className="num">{average(line)}</td>
              <td className="num">{amount(line.discount)}</td>
              <td className="num">{amount(line.refunded)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{w.table.total}</th>
            <td className="num">{number(total.orders)}</td>
            <td className="num">{money(total.revenue, currency)}</td>
            <td className="num">
              <Change now={total.revenue} before={salesIn(statsBefore, currency).revenue} />
            </td>
            <td className="num">{average(total)}</td>
            <td className="num">{money(total.discount, currency)}</td>
            <td className="num">{money(total.refunded, currency)}</td>
          </tr>
        </tfoot>
      </table>
    </TablePanel>
  );
}

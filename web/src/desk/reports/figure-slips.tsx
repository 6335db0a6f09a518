/** The four figures of a report, each with its value on the days before. */
import type { ReactNode } from "react";
import { money } from "~/lib/money";
import { w } from "~/words/reports";
import { Change } from "./change";
import { confirmed, type Stats, salesIn } from "./figures";
import { number, percent } from "./format";
import type { Report } from "./queries";

export interface FiguresProps {
  report: Report;
  currency: string;
  severalCurrencies: boolean;
}

export function Figures({ report, currency, severalCurrencies }: FiguresProps) {
  const { stats, statsBefore } = report;
  const now = salesIn(stats, currency);
  const before = salesIn(statsBefore, currency);
  const amount = (value: number) => money(value, currency);
  return (
    <dl className="figures hung" aria-label={w.figures.label}>
      <Figure name={w.figures.revenue} value={amount(now.revenue)} before={amount(before.revenue)}>
        {before.revenue > 0 && <Change now={now.revenue} before={before.revenue} />}
        {now.refunded > 0 && <span>{w.figures.refunded(amount(now.refunded))}</span>}
      </Figure>
      <Figure name={w.figures.orders} value={number(now.orders)} before={number(before.orders)}>
        {before.orders > 0 && <Change now={now.orders} before={before.orders} />}
      </Figure>
      <Figure
        name={w.figures.average}
        value={now.orders === 0 ? w.figures.none : amount(now.averageValue)}
        before={before.orders === 0 ? w.figures.none : amount(before.averageValue)}
      >
        {now.orders > 0 && before.orders > 0 && (
          <Change now={now.averageValue} before={before.averageValue} />
        )}
      </Figure>
      <Figure
        name={w.figures.stopped}
        value={w.figures.stoppedOf(stats.stopped, confirmed(stats))}
        before={rate(statsBefore)}
      >
        <span className="quiet">{rate(stats)}</span>
        {severalCurrencies && <span className="quiet">{w.figures.allCurrencies}</span>}
      </Figure>
    </dl>
  );
}

const rate = ({ cancellationRate }: Stats): string =>
  cancellationRate === null ? w.figures.none : percent(cancellationRate);

function Figure(props: { name: string; value: string; before: string; children: ReactNode }) {
  return (
    <div className="slip figure">
      <dt>{props.name}</dt>
      <dd>
        <b>{props.value}</b>
        <span className="figure-more small">
          {props.children}
          <span className="quiet">{w.figures.before(props.before)}</span>
        </span>
      </dd>
    </div>
  );
}

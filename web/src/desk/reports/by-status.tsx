/** The present statuses of the orders of these days. */
import { useId } from "react";
import { Icon } from "~/ui/icon";
import { w } from "~/words/reports";
import { phaseLook, statusLabel } from "../open-orders/labels";
import { Bar } from "./bar";
import { number } from "./format";
import type { Report } from "./queries";

export function ByStatus({ report: { stats } }: { report: Report }) {
  const id = useId();
  const most = Math.max(1, ...stats.byStatus.map(({ count }) => count));
  return (
    <section className="panel" aria-labelledby={id}>
      <header className="section-head">
        <h2 id={id}>{w.statuses.title}</h2>
        <span className="small quiet">{w.statuses.hint}</span>
      </header>
      <ul className="spans spans-short">
        {stats.byStatus.map(({ status, phase, count }) => {
          const look = phaseLook(phase);
          return (
            <li key={status}>
              <span className={`status ${look.className}`}>
                <Icon name={look.icon} />
                {statusLabel(status)}
              </span>
              <Bar share={count / most} plain />
              <span className="num">
                <b>{number(count)}</b>
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

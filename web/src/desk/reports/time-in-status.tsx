/** The usual time that orders spend in each status, against the target for orders of normal priority. */
import { useId } from "react";
import { Icon } from "~/ui/icon";
import { w } from "~/words/reports";
import { useDesk } from "../desk-context";
import { phaseLook, statusLabel } from "../open-orders/labels";
import { useLifecycle } from "../open-orders/queries";
import { Bar } from "./bar";
import { targetOf } from "./figures";
import { duration, number } from "./format";
import type { Report } from "./queries";

export function TimeInStatus({ report }: { report: Report }) {
  const id = useId();
  const { seller } = useDesk();
  const lifecycle = useLifecycle();
  const places = new Map(lifecycle?.statuses.map((status, at) => [status.name, { ...status, at }]));
  // A status that is left at once has no meaningful time, and a status of another lifecycle has no place here.
  const times = report.stats.timeInStatus
    .filter(({ medianSeconds, status }) => medianSeconds > 0 && (places.size === 0 || places.has(status)))
    .sort((a, b) => (places.get(a.status)?.at ?? 0) - (places.get(b.status)?.at ?? 0));
  const target = (status: string) => targetOf(status, seller.slaTargets, lifecycle?.targets);
  const most = Math.max(
    1,
    ...times.map(({ medianSeconds, status }) => Math.max(medianSeconds, (target(status) ?? 0) * 60)),
  );
  return (
    <section className="panel" aria-labelledby={id}>
      <header className="section-head">
        <h2 id={id}>{w.time.title}</h2>
        <span className="small quiet">{w.time.hint}</span>
      </header>
      {times.length === 0 && <p className="quiet">{w.time.none}</p>}
      <ul className="spans">
        {times.map(({ status, medianSeconds, stays }) => {
          const phase = places.get(status)?.phase;
          const look = phase && phaseLook(phase);
          const minutes = target(status);
          const over = minutes !== null && medianSeconds > minutes * 60;
          return (
            <li key={status}>
              <span className={`status ${look?.className ?? ""}`}>
                {look && <Icon name={look.icon} />}
                {statusLabel(status)}
              </span>
              <span className="num">
                <b className={over ? "is-bad" : undefined}>{duration(medianSeconds, w.time.units)}</b>{" "}
                {minutes !== null && <span className="quiet nowrap">{w.time.of(minutes)}</span>}
              </span>
              <Bar share={medianSeconds / most} {...(minutes !== null && { mark: (minutes * 60) / most })} />
              <span className="small quiet span-late">
                {over ? <span className="is-bad">{w.time.over}</span> : w.time.stays(stays, number(stays))}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/**
 * A line of revenue, over that of the days before. Its labels are texts beside the drawing, so that they keep their size,
 * and its values are in the table.
 */
import { useId } from "react";
import { w } from "~/words/reports";
import { useDesk } from "../desk-context";
import { linesOf } from "./figures";
import { partText, roundMoney, spanText } from "./format";
import { type Report, today } from "./queries";
import { dotsOf, everyFor, HEIGHT, lineOf, marksFor, middleOf, pointsOf, WIDTH } from "./scale";
import { partsOf } from "./span";

/** The most labels: on a wide page, and of these on a phone. */
const LABELS = 8;
const LABELS_PHONE = 4;
/** From this many points on, dots would touch each other. */
const NO_DOTS = 60;

export function Chart({ report, currency }: { report: Report; currency: string }) {
  const { zone } = useDesk();
  const id = useId();
  const { span, grain } = report;
  const parts = partsOf(span, grain);
  const lines = linesOf(parts, span, report.sales, report.daysBefore, currency);
  const marks = marksFor(Math.max(...lines.map(({ revenue, before }) => Math.max(revenue, before))));
  const top = marks.at(-1) ?? 1;
  const now = pointsOf(
    lines.map(({ revenue }) => revenue),
    top,
  );
  const before = pointsOf(
    lines.map((line) => line.before),
    top,
  );
  const title = w.chart.title[grain];
  const label = report.group === "product" ? w.chart.labelProducts : w.chart.label;
  return (
    <section className="panel chart-panel" aria-labelledby={id}>
      <header className="section-head">
        <h2 id={id}>{title}</h2>
        <p className="chart-key small">
          <span className="key-now">{w.chart.now}</span>
          <span className="key-before">{w.chart.before}</span>
        </p>
      </header>
      <div className="chart" role="img" aria-label={label(title, spanText(span, today(zone)))}>
        <ol className="chart-y small quiet" aria-hidden="true">
          {marks.toReversed().map((mark) => (
            <li key={mark}>{roundMoney(mark, currency)}</li>
          ))}
        </ol>
        <div className="chart-plot">
          <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
            <path className="chart-grid" d={gridOf(marks.length - 1)} />
            <path className="chart-base" d={`M0 ${HEIGHT}H${WIDTH}`} />
            <path className="chart-before" d={lineOf(before)} />
            {before.length === 1 && <path className="chart-dots chart-dots-before" d={dotsOf(before)} />}
            <path className="chart-now" d={lineOf(now)} />
            {now.length < NO_DOTS && <path className="chart-dots" d={dotsOf(now)} />}
          </svg>
        </div>
        <ol className="chart-x small quiet" aria-hidden="true">
          {labelsOf(parts.length).map(({ at, phone }) => {
            const part = parts[at];
            return (
              part && (
                <li
                  key={part.from}
                  className={phone ? undefined : "chart-x-more"}
                  style={{ insetInlineStart: `${middleOf(at, parts.length)}%` }}
                >
                  {partText(part, grain, parts.length)}
                </li>
              )
            );
          })}
        </ol>
      </div>
    </section>
  );
}

/** Grid lines at the marks above the base. */
const gridOf = (steps: number): string =>
  Array.from({ length: steps }, (_, at) => `M0 ${Math.round((at * HEIGHT) / steps)}H${WIDTH}`).join("");

/** The columns with labels; the phone's labels are equally spaced, too. */
function labelsOf(count: number): { at: number; phone: boolean }[] {
  const every = everyFor(count, LABELS);
  const named = Math.ceil(count / every);
  const phone = everyFor(named, LABELS_PHONE);
  return Array.from({ length: named }, (_, nth) => ({ at: nth * every, phone: nth % phone === 0 }));
}

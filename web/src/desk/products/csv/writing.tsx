/** A running import: its progress, a button that stops it, and a question before the page is left. */
import { useEffect, useRef } from "react";
import { useCountdown } from "~/lib/use-countdown";
import { w } from "~/words/products-csv";
import { LeaveQuestion } from "../../form/leave-question";
import type { Import } from "./use-import";

export function Writing(props: { writing: Extract<Import, { is: "writing" }>; onStop: () => void }) {
  const { chosen, progress, stopping } = props.writing;
  const { done, failed, total, waitsUntil } = progress;
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const wait = useCountdown(
    waitsUntil === null ? undefined : Math.max(1, Math.ceil((waitsUntil - Date.now()) / 1_000)),
    waitsUntil,
  );
  // Only every tenth row is announced.
  const tenth = Math.floor((10 * done) / Math.max(1, total));
  const spoken = Math.floor((tenth * total) / 10);
  return (
    <section className="import-plan" aria-labelledby="import-writing">
      <header>
        <h3 id="import-writing" ref={title} tabIndex={-1}>
          {w.writing.title}
        </h3>
        <p className="quiet">{chosen.name}</p>
      </header>
      <progress className="import-progress" max={total} value={done} aria-labelledby="import-writing" />
      <p>
        {w.writing.progress(done, total)}
        {failed > 0 && <span className="is-bad">, {w.writing.failed(failed)}</span>}
      </p>
      <p className="out-of-sight" role="status">
        {w.writing.progress(spoken, total)}
      </p>
      <p role="status">
        {stopping ? w.writing.stopping : wait !== null && wait > 0 && w.writing.waits(wait)}
      </p>
      <p>
        <button
          className="button"
          type="button"
          aria-disabled={stopping}
          onClick={() => !stopping && props.onStop()}
        >
          {w.writing.stop}
        </button>
      </p>
      <LeaveQuestion unsaved title={w.writing.leave.title} words={w.writing.leave}>
        <p>{w.writing.leave.text}</p>
      </LeaveQuestion>
    </section>
  );
}

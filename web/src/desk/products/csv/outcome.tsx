/** The result of an import: counts, and every row that was not saved with the server's sentence. */
import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import type { Problem } from "~/api/problem";
import { Icon } from "~/ui/icon";
import { w } from "~/words/products-csv";
import { FilePicker } from "./file-picker";
import { More } from "./more";
import { LineHead, Table } from "./table";
import type { Import } from "./use-import";
import type { Outcome } from "./write";

export function Finished(props: {
  finished: Extract<Import, { is: "done" }>;
  onAgain: () => void;
  onChoose: (file: File) => void;
}) {
  const { outcomes, chosen } = props.finished;
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const counts = { added: 0, changed: 0, already: 0, failed: 0, untried: 0 };
  for (const { is } of outcomes) counts[is] += 1;
  const saved = outcomes.filter(({ is }) => is !== "failed" && is !== "untried");
  const left = outcomes.filter(({ is }) => is === "failed" || is === "untried");
  const said = (["added", "changed", "already", "failed", "untried"] as const).filter((is) => counts[is] > 0);
  return (
    <section className="import-plan" aria-labelledby="import-done">
      <header>
        <h3 id="import-done" ref={title} tabIndex={-1}>
          {counts.untried > 0 ? w.done.stopped : w.done.title}
        </h3>
        <p className="quiet">{chosen.name}</p>
      </header>
      <ul className="import-said">
        {said.map((is) => (
          <li key={is} className={is === "failed" ? "is-bad" : undefined}>
            <Icon name={iconOf(is)} className={is === "failed" || is === "untried" ? "" : "is-good"} />
            {w.done[is](counts[is])}
          </li>
        ))}
      </ul>
      <p className="button-row">
        {left.length > 0 && (
          <button className="button button-primary" type="button" onClick={props.onAgain}>
            <Icon name="reload" />
            {w.done.again(left.length)}
          </button>
        )}
        <Link className={left.length > 0 ? "button" : "button button-primary"} to="/desk/products">
          {w.done.toProducts}
        </Link>
        <FilePicker onChoose={props.onChoose}>{w.choose.other}</FilePicker>
      </p>
      {left.length > 0 && (
        <>
          <p className="hint">{w.done.againHint}</p>
          <More all={left}>{(some) => <Rows outcomes={some} />}</More>
        </>
      )}
      {saved.length > 0 && (
        <details>
          <summary>{w.done.saved(saved.length)}</summary>
          <More all={saved}>{(some) => <Rows outcomes={some} />}</More>
        </details>
      )}
    </section>
  );
}

function iconOf(is: Outcome["is"]) {
  switch (is) {
    case "added":
    case "changed":
    case "already":
      return "check";
    case "failed":
      return "warning";
    case "untried":
      return "clock";
  }
}

function Rows({ outcomes }: { outcomes: readonly Outcome[] }) {
  return (
    <Table labelledBy="import-done" columns={[w.plan.line, w.plan.product, w.done.outcome]}>
      <tbody>
        {outcomes.map(({ is, row: { line, row, name }, problem }) => (
          <tr key={line}>
            <LineHead line={line} row={row} />
            <td className="import-text">{name}</td>
            <td>{problem ? <Why problem={problem} /> : w.done.each[is]}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Why({ problem }: { problem: Problem }) {
  const details = [...problem.errors, ...problem.stockIssues].map(({ detail }) => detail);
  return (
    <>
      {problem.status === 412 && <span className="import-line">{w.done.theirs}</span>}
      <span className="import-line">{problem.status === 0 ? w.done.offline : problem.message}</span>
      {details.map((detail) => (
        <span className="import-line small" key={detail}>
          {detail}
        </span>
      ))}
      {problem.requestId && (
        <span className="import-line small quiet mono">
          {problem.code} {problem.requestId}
        </span>
      )}
    </>
  );
}

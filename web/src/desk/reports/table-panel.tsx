/** A table in its panel, which scrolls sideways where it is too wide, also by keyboard. */
import type { ReactNode } from "react";
import { w } from "~/words/reports";

export function TablePanel(props: { id: string; title: string; children: ReactNode; foot?: ReactNode }) {
  return (
    <section className="panel" aria-labelledby={props.id}>
      <header className="section-head">
        <h2 id={props.id}>{props.title}</h2>
      </header>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset groups controls, and this is a table. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
      <div className="table-wide" tabIndex={0} role="group" aria-label={w.table.scroll}>
        {props.children}
      </div>
      {props.foot}
    </section>
  );
}

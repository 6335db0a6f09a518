/** The preview of an import. Nothing is written before the confirmation, which is not possible with errors. */
import { useEffect, useRef } from "react";
import { Icon } from "~/ui/icon";
import { w } from "~/words/products-csv";
import { useDesk } from "../../desk-context";
import type { Numbers } from "./cells";
import { Faults, Mended } from "./faults";
import { FilePicker } from "./file-picker";
import type { ChangedRow, NewProduct, NewRow, ShownValue } from "./plan";
import { shown } from "./sentences";
import { PlanTable } from "./table";
import type { Import } from "./use-import";

type Planned = Extract<Import, { is: "planned" }>;

export function Preview(props: {
  planned: Planned;
  onChoose: (file: File) => void;
  onConfirm: () => void;
  onLeave: () => void;
}) {
  const { planned, onChoose, onConfirm, onLeave } = props;
  const { chosen, plan, mended } = planned;
  const title = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each result is where somebody goes on.
  useEffect(() => title.current?.focus(), [plan]);
  const { fresh, changed, same, faults } = plan;
  const writes = fresh.length + changed.length;
  const counts = [
    ["fresh", fresh.length],
    ["changed", changed.length],
    ["same", same.length],
    ["faults", faults.length],
  ] as const;
  return (
    <section className="import-plan" aria-labelledby="import-plan">
      <header>
        <h3 id="import-plan" ref={title} tabIndex={-1}>
          {chosen.name}
        </h3>
        <p className="quiet">{w.plan.summary(plan.rows, chosen.file.separator)}</p>
      </header>
      <dl className="import-counts">
        {counts.map(([name, count]) => (
          <div key={name} className={name === "faults" && count > 0 ? "is-bad" : undefined}>
            <dt>{w.plan.counts[name]}</dt>
            <dd>{count.toLocaleString(document.documentElement.lang)}</dd>
          </div>
        ))}
      </dl>
      <Mended faults={mended} />
      {faults.length > 0 ? (
        <div className="notice notice-brick">
          <Icon name="warning" className="is-bad" />
          <p>{w.plan.faults(faults.length)}</p>
        </div>
      ) : (
        writes === 0 && (
          <div className="notice notice-spruce">
            <Icon name="check" className="is-good" />
            <p>{same.length === 0 ? w.plan.noRows : w.plan.nothing(same.length)}</p>
          </div>
        )
      )}
      <p className="button-row">
        {faults.length === 0 && writes > 0 && (
          <button className="button button-primary" type="button" onClick={onConfirm}>
            {w.plan.go(fresh.length, changed.length)}
          </button>
        )}
        <FilePicker primary={faults.length > 0} onChoose={onChoose}>
          {faults.length > 0 ? w.choose.mended : w.choose.other}
        </FilePicker>
        <button className="button" type="button" onClick={onLeave}>
          {w.plan.cancel}
        </button>
        {writes > 0 && <span className="small quiet">{w.plan.note}</span>}
      </p>
      <Faults faults={faults} />
      <Changed rows={changed} numbers={chosen.file.numbers} />
      <Fresh rows={fresh} numbers={chosen.file.numbers} />
    </section>
  );
}

function Changed({ rows, numbers }: { rows: readonly ChangedRow[]; numbers: Numbers }) {
  const { currency } = useDesk();
  const columns = [w.plan.product, w.plan.column, w.plan.was, w.plan.will];
  return (
    <PlanTable title={w.plan.changedTitle} all={rows} columns={columns}>
      {(some) =>
        some.map(({ line, name, changes }) => (
          <tbody key={line}>
            {changes.map(({ column, from, to }, at) => (
              <tr key={column}>
                {at === 0 && (
                  <th scope="rowgroup" rowSpan={changes.length} className="import-text">
                    {name}
                  </th>
                )}
                <td className="mono">{column}</td>
                <td className="import-text quiet">{shown(column, from, currency, numbers)}</td>
                <td className="import-text">
                  <Icon name="next" size={16} className="import-phone" />
                  {shown(column, to, currency, numbers)}
                </td>
              </tr>
            ))}
          </tbody>
        ))
      }
    </PlanTable>
  );
}

const FRESH = ["category", "price", "stock", "extras"] as const;

const freshValue = (body: NewProduct, column: (typeof FRESH)[number]): ShownValue =>
  (column === "extras" ? body.addons : body[column]) ?? null;

function Fresh({ rows, numbers }: { rows: readonly NewRow[]; numbers: Numbers }) {
  const { currency } = useDesk();
  return (
    <PlanTable title={w.plan.freshTitle} all={rows} columns={[w.plan.product]} fileColumns={FRESH}>
      {(some) => (
        <tbody>
          {some.map(({ line, name, body }) => (
            <tr key={line}>
              <th scope="row" className="import-text">
                {name}
              </th>
              {FRESH.map((column) => (
                <td key={column} className="import-text" data-name={column}>
                  {shown(column, freshValue(body, column), currency, numbers)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      )}
    </PlanTable>
  );
}

/** The errors of a file, each with its place and remedy; and the errors that were corrected. */
import { Icon } from "~/ui/icon";
import { w } from "~/words/products-csv";
import type { Fault } from "./columns";
import { More } from "./more";
import { sentenceOf } from "./sentences";
import { LineHead, PlanTable } from "./table";

const placeOf = ({ line, row, column }: Fault) =>
  `${w.plan.line} ${w.plan.lineAndRow(line, row)}, ${column ?? w.plan.wholeRow}`;

export function Faults({ faults }: { faults: readonly Fault[] }) {
  const columns = [w.plan.line, w.plan.column, w.plan.found, w.plan.wrong];
  return (
    <PlanTable title={w.plan.faultsTitle} all={faults} columns={columns}>
      {(shown) => (
        <tbody>
          {shown.map((fault, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a cell may have two faults, and the list never moves.
            <tr key={at}>
              <LineHead line={fault.line} row={fault.row} />
              <td className={fault.column === null ? "quiet" : "mono"}>{fault.column ?? w.plan.wholeRow}</td>
              <td className="import-text">{fault.value}</td>
              <td>{sentenceOf(fault.wrong)}</td>
            </tr>
          ))}
        </tbody>
      )}
    </PlanTable>
  );
}

export function Mended({ faults }: { faults: readonly Fault[] }) {
  if (faults.length === 0) return null;
  return (
    <div className="notice notice-spruce import-mended">
      <Icon name="check" className="is-good" />
      <div>
        <p>{w.plan.mended(faults.length)}</p>
        <More all={faults}>
          {(shown) => (
            <ul className="small import-places">
              {shown.map((fault, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a cell may have two faults, and the list never moves.
                <li key={at}>{placeOf(fault)}</li>
              ))}
            </ul>
          )}
        </More>
      </div>
    </div>
  );
}

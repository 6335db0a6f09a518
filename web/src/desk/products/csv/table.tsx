/** The tables of an import: its planned or completed changes, row by row. */
import { type ReactNode, useId } from "react";
import { w } from "~/words/products-csv";
import { More } from "./more";

interface TableProps {
  /** The id of its heading. */
  labelledBy: string;
  columns: readonly string[];
  /** Further columns, by their names in the file. */
  fileColumns?: readonly string[];
  /** One body, or several with rows that belong together. */
  children: ReactNode;
}

export function Table({ labelledBy, columns, fileColumns = [], children }: TableProps) {
  return (
    <div className="list-scroll">
      <table className="list import-table" aria-labelledby={labelledBy}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
            {fileColumns.map((column) => (
              <th key={column} scope="col" className="mono">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        {children}
      </table>
    </div>
  );
}

interface PlanTableProps<T> extends Omit<TableProps, "labelledBy" | "children"> {
  title: string;
  all: readonly T[];
  children: (shown: readonly T[]) => ReactNode;
}

/** A table of the plan under its heading; nothing for an empty one. */
export function PlanTable<T>({ title, all, children, ...columns }: PlanTableProps<T>) {
  const id = useId();
  if (all.length === 0) return null;
  return (
    <section aria-labelledby={id} className="import-part">
      <h4 id={id}>{title}</h4>
      <More all={all}>
        {(shown) => (
          <Table labelledBy={id} {...columns}>
            {children(shown)}
          </Table>
        )}
      </More>
    </section>
  );
}

/** The heading of a row with its place in the file. */
export function LineHead({ line, row }: { line: number; row: number }) {
  return (
    <th scope="row" className="mono">
      <span className="import-phone">{w.plan.line} </span>
      {w.plan.lineAndRow(line, row)}
    </th>
  );
}

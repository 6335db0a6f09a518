/** Orders as rows: only visible rows are rendered, however many there are. */
import { useTable } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, type ReactNode, type RefObject, useEffect, useMemo, useRef } from "react";
import { Icon } from "~/ui/icon";
import { w } from "~/words/orders";
import { ActionMenu } from "../actions";
import { isJustIn, isLate, parts } from "../open-orders/facts";
import { useNow } from "../open-orders/now";
import type { OrderRow } from "../open-orders/types";
import { columns, features, isNumeric } from "./columns";
import { setWalker } from "./keys";
import { COLUMNS, type ColumnId, type Sort, type Tab } from "./search";
import { clearSelection, select, toggle, useSelected } from "./selection";
import { useChangeSearch, useOrderSearch } from "./use-search";

/** Height of a row and of the head, in rem. */
const ROW = 2.5;
const HEAD = 2.25;
/** Rows beyond the edges, so that quick scrolling shows no gaps. */
const BEYOND = 8;

export interface TableProps {
  /** Changes with the filters: the table then begins at its top. */
  name: string;
  rows: OrderRow[];
  foot: ReactNode;
}

export default function Table({ name, rows, foot }: TableProps) {
  const search = useOrderSearch();
  const picked = useSelected();
  const scroller = useRef<HTMLDivElement>(null);
  const shown = search.cols ?? COLUMNS;
  const state = useMemo(
    () => ({
      columnOrder: [...shown],
      columnVisibility: Object.fromEntries(COLUMNS.map((id) => [id, id === "number" || shown.includes(id)])),
    }),
    [shown],
  );
  const table = useTable({ features, columns, data: rows, getRowId: (row) => row.id, state });
  const model = table.getRowModel().rows;
  const rem = useMemo(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize), []);
  const virtual = useVirtualizer({
    count: model.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW * rem,
    getItemKey: (at) => model[at]?.id ?? at,
    overscan: BEYOND,
    scrollPaddingStart: HEAD * rem,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list is read from its beginning.
  useEffect(() => {
    // Newer browsers return a promise, which an effect must not return.
    scroller.current?.scrollTo({ top: 0 });
  }, [name]);
  const items = virtual.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  useWalker(rows, scroller, (at) => virtual.scrollToIndex(at));
  const visible = table.getVisibleLeafColumns();

  return (
    <section ref={scroller} className="table-scroll" aria-label={w.table.label(rows.length)} data-scroller>
      <table className={`orders${search.cols ? " orders-chosen" : ""}`} aria-rowcount={rows.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            <th className="col-check">
              <SelectAll rows={rows} picked={picked} />
            </th>
            {visible.map((column) => (
              <Head key={column.id} id={column.id as ColumnId} sort={search.sort} tab={search.tab ?? "now"} />
            ))}
            <th className="col-more">
              <span className="out-of-sight">{w.table.actions}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {/* A row is keyed by its height: a moved row would count as a layout shift. */}
          <Space key={`before-${before}`} height={before} />
          {items.map(({ index, key }) => {
            const row = model[index];
            return (
              row && (
                <Row
                  key={key}
                  row={row.original}
                  index={index}
                  picked={picked.has(row.id)}
                  open={search.order === row.id}
                  layout={state}
                >
                  {() =>
                    row.getVisibleCells().map((cell) => (
                      <td key={cell.column.id} className={cellClass(cell.column.id)}>
                        <table.FlexRender cell={cell} />
                      </td>
                    ))
                  }
                </Row>
              )
            );
          })}
          <Space key={`after-${after}`} height={after} />
        </tbody>
      </table>
      {foot}
    </section>
  );
}

const cellClass = (id: string) => `col-${id}${isNumeric(id) ? " num" : ""}`;

/** Replaces the rows that are out of sight. */
function Space({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row of a table has no focus.
    <tr className="space" aria-hidden="true">
      <td style={{ height }} />
    </tr>
  );
}

/** `children` makes the cells, and is called again only when the row or the columns change. */
const Row = memo(
  function Row({ row, index, picked, open, children }: RowProps) {
    const now = useNow();
    const look = isLate(row, now) ? " row-late" : isJustIn(row, now) ? " row-fresh" : "";
    return (
      <tr
        className={`${look}${picked ? " row-picked" : ""}${open ? " row-open" : ""}`.trim() || undefined}
        aria-rowindex={index + 2}
        data-order={row.id}
      >
        <td className="col-check">
          <input
            className="check"
            type="checkbox"
            aria-label={w.table.select(parts(row.orderNumber).tail)}
            checked={picked}
            onClick={(event) => toggle(row.id, event.shiftKey)}
            onChange={() => {}}
          />
        </td>
        {children()}
        <td className="col-more">
          <ActionMenu row={row} />
        </td>
      </tr>
    );
  },
  (was, is) =>
    was.row === is.row &&
    was.index === is.index &&
    was.picked === is.picked &&
    was.open === is.open &&
    was.layout === is.layout,
);

interface RowProps {
  row: OrderRow;
  index: number;
  picked: boolean;
  open: boolean;
  layout: unknown;
  children: () => ReactNode;
}

function SelectAll({ rows, picked }: { rows: readonly OrderRow[]; picked: ReadonlySet<string> }) {
  const box = useRef<HTMLInputElement>(null);
  const all = rows.length > 0 && rows.every((row) => picked.has(row.id));
  useEffect(() => {
    if (box.current) box.current.indeterminate = !all && picked.size > 0;
  }, [all, picked]);
  return (
    <input
      ref={box}
      className="check"
      type="checkbox"
      aria-label={w.table.selectAll(rows.length)}
      checked={all}
      onChange={() => (all ? clearSelection() : select(rows.map((row) => row.id)))}
    />
  );
}

/** Sorts by this column; pressed again, in descending order; once more, by the usual order. */
function Head({ id, sort, tab }: { id: ColumnId; sort: Sort | undefined; tab: Tab }) {
  const change = useChangeSearch();
  const usual: Sort = tab === "done" ? "-placed" : "target";
  const now = sort ?? usual;
  const up = now === id;
  const down = now === `-${id}`;
  const next: Sort = up ? `-${id}` : id;
  return (
    <th
      className={cellClass(id)}
      scope="col"
      {...((up || down) && { "aria-sort": up ? ("ascending" as const) : ("descending" as const) })}
    >
      <button type="button" onClick={() => change({ sort: next === usual ? undefined : next })}>
        {w.table.column[id]}
        {(up || down) && <Icon name={up ? "up" : "down"} size={16} />}
      </button>
    </th>
  );
}

/** Lets keys move to rows that are out of sight. */
function useWalker(
  rows: readonly OrderRow[],
  scroller: RefObject<HTMLDivElement | null>,
  scrollTo: (index: number) => void,
): void {
  const latest = useRef({ rows, scrollTo });
  latest.current = { rows, scrollTo };
  useEffect(
    () =>
      setWalker((id) => {
        const at = latest.current.rows.findIndex((row) => row.id === id);
        if (at < 0) return;
        latest.current.scrollTo(at);
        const link = () =>
          scroller.current?.querySelector<HTMLElement>(`[data-order="${id}"] .col-number a`) ?? null;
        const focus = () => link()?.focus({ preventScroll: true });
        // The next key continues from here, so the focus moves at once, wherever the row is rendered.
        if (link()) focus();
        else requestAnimationFrame(focus);
      }),
    [scroller],
  );
}

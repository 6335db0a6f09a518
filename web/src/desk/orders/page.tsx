/** The orders page: a board or a table, with the open order beside it. */
import "./orders.css";
import { lazy, Suspense, useEffect, useMemo } from "react";
import { useStore } from "~/lib/store";
import { Icon } from "~/ui/icon";
import { Menu } from "~/ui/menu";
import { w as aw } from "~/words/actions";
import { w } from "~/words/orders";
import { ActionsHost } from "../actions";
import { readAgain } from "../open-orders/feed";
import { useNow } from "../open-orders/now";
import { markOpened } from "../open-orders/opened";
import { usePhases } from "../open-orders/phases";
import { book } from "../open-orders/row-book";
import { useBell } from "../open-orders/sound";
import { useFirstLines } from "../open-orders/ticket-lines";
import { CLOSED_PHASES, type OrderRow, type Phase } from "../open-orders/types";
import { clearReason } from "../open-orders/under-way";
import { printOrders } from "../print";
import { Bars } from "./bars";
import { Board, lanesOf } from "./board";
import { BulkBar } from "./bulk";
import { ColumnChooser } from "./column-chooser";
import { CsvButton } from "./csv";
import { OrderDrawer } from "./drawer";
import { Filters, Sum } from "./filters";
import { useHeldBack } from "./held-back";
import { useKeys } from "./keys";
import { filterCount, type OrderSearch } from "./search";
import { clearSelection, select, shownIds, useSelected, useShownIds } from "./selection";
import { Empty, Failed, Loading, NoMatch, NothingHere } from "./states";
import { ShownAs, Tabs } from "./tabs";
import { type List, listKey, useList } from "./use-list";
import { useChangeSearch, useOrderSearch } from "./use-search";

const loadTable = () => import("./table");
const Table = lazy(loadTable);
// The table does not wait for the board to load.
if (new URLSearchParams(location.search).get("view") === "table") void loadTable();

export function OrdersPage() {
  const search = useOrderSearch();
  const { order } = search;
  const list = useList(search);
  const key = listKey(search);
  const { rows, held, show } = useHeldBack(list.rows, key);
  const change = useChangeSearch();
  useKeys(order === undefined ? null : () => change({ order: undefined }));
  useBell();
  useEffect(() => {
    if (order === undefined) return;
    markOpened(order);
    clearReason(order);
  }, [order]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is not shown any more is not selected either.
  useEffect(clearSelection, [key]);

  const ids = useShownIds();
  const picked = useSelected();
  const table = search.view === "table";
  const { closed, counts } = list;
  const done = search.tab === "done";
  return (
    <div className={`split${order ? "" : " split-one"}${table ? "" : " split-board"}`}>
      <div className="split-list" {...(!table && order && { "data-scroller": true })}>
        <div className="views">
          <Tabs counts={counts} done={`${closed.rows.length}${closed.more ? "+" : ""}`} />
          <div className="views-end">
            <ShownAs />
            {table && <ColumnChooser />}
            <PrintMenu />
            <CsvButton search={search} />
          </div>
        </div>
        <Filters meals={list.meals}>
          <Sum rows={rows} more={done && closed.more} unverified={done ? 0 : counts.unverified} />
        </Filters>
        <Bars held={held} onShow={show} found={table ? null : list.found} />
        <Body name={key} list={list} rows={rows} search={search} />
        {table && picked.size > 0 && <BulkBar ids={[...picked]} onDone={select} />}
      </div>
      {order && (
        <OrderDrawer
          id={order}
          ids={ids}
          onClose={() => change({ order: undefined })}
          onWalk={(id) => change({ order: id }, { replace: true })}
        />
      )}
      <ActionsHost />
    </div>
  );
}

function Body({ name, list, rows, search }: BodyProps) {
  const { status, error, byId } = useStore(book.state);
  const { closed } = list;
  const done = search.tab === "done";
  const table = search.view === "table";
  if (status === "failed" && error) return <Failed error={error} again={readAgain.get()} />;
  if (done && closed.error) return <Failed error={closed.error} again={closed.again} />;
  if (status !== "ready" || (done && closed.loading && rows.length === 0)) return <Loading table={table} />;
  if (rows.length === 0) {
    if (filterCount(search) > 0 || search.q) {
      if (list.found?.looking) return <Loading table={table} />;
      return <NoMatch without={list.inTab} />;
    }
    if (byId.size === 0 && closed.rows.length === 0 && !closed.loading) return <Empty />;
    return <NothingHere tab={search.tab ?? "now"} elsewhere={byId.size} />;
  }
  return table ? (
    <Suspense fallback={<Loading table />}>
      <AsTable name={name} rows={rows} list={list} done={done} />
    </Suspense>
  ) : (
    <AsBoard name={name} rows={rows} search={search} />
  );
}

interface BodyProps {
  /** Changes with the filters: the list then begins at its top. */
  name: string;
  list: List;
  rows: OrderRow[];
  search: OrderSearch;
}

function AsTable({ name, rows, list, done }: Omit<BodyProps, "search"> & { done: boolean }) {
  const { closed } = list;
  useShown(useMemo(() => rows.map((row) => row.id), [rows]));
  return (
    <Table
      name={name}
      rows={rows}
      foot={
        done &&
        closed.more && (
          <button
            className="button load-more"
            type="button"
            disabled={closed.loading}
            onClick={closed.loadMore}
          >
            {closed.loading ? w.closed.loading : w.closed.more}
          </button>
        )
      }
    />
  );
}

/** The approximate number of visible tickets in a lane at first. */
const FIRST = 6;

function AsBoard({ name, rows, search }: Omit<BodyProps, "list">) {
  const { phases } = usePhases();
  const now = useNow();
  const columns = useMemo((): readonly Phase[] => {
    if (search.tab === "done") {
      const present = new Set(rows.map((row) => row.phase));
      return CLOSED_PHASES.filter((phase) => phase === "done" || present.has(phase));
    }
    const wanted = search.phase;
    if (search.q && rows.some((row) => row.phase === "unverified")) return ["unverified", ...phases];
    return wanted ? (["unverified", ...phases] as const).filter((phase) => wanted.includes(phase)) : phases;
  }, [rows, phases, search.tab, search.phase, search.q]);
  const lanes = useMemo(
    () => lanesOf(columns, rows, search.sort !== undefined || search.tab === "done", now),
    [columns, rows, search.sort, search.tab, now],
  );
  useShown(useMemo(() => lanes.flatMap((lane) => lane.rows.map((row) => row.id)), [lanes]));
  const first = useMemo(
    () => lanes.flatMap((lane) => lane.rows.slice(0, FIRST).map((row) => row.id)),
    [lanes],
  );
  return useFirstLines(first) ? <Board name={name} lanes={lanes} /> : <Loading table={false} />;
}

/** Prints the displayed orders. */
function PrintMenu() {
  const entries = SHEETS.map((sheet) => ({
    key: sheet,
    label: aw.print[sheet],
    run: () => void printOrders(shownIds.get(), sheet),
  }));
  return (
    <Menu label={aw.print.menu} entries={entries}>
      <Icon name="print" />
    </Menu>
  );
}

const SHEETS = ["slips", "picklist", "tickets"] as const;

/** Passes the displayed orders to the drawer and the keys. */
function useShown(ids: readonly string[]): void {
  useEffect(() => shownIds.set(ids), [ids]);
}

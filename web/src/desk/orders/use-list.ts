/** The list of a search: its rows, its counts, and further results. */
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useMemo } from "react";
import { useStore } from "~/lib/store";
import { useDesk } from "../desk-context";
import { useNow } from "../open-orders/now";
import { useDrivers, useRows } from "../open-orders/queries";
import { searchRows } from "../open-orders/reading";
import { book } from "../open-orders/row-book";
import type { OrderRow } from "../open-orders/types";
import { type Closed, useClosed } from "./closed";
import { type Counts, compareBy, countTabs, filterOf, isIn } from "./list";
import { FILTERS, type OrderSearch, type Tab, without } from "./search";

export interface List {
  /** In the order of the table. */
  rows: OrderRow[];
  /** The number of orders in the tab without filters. */
  inTab: number;
  counts: Counts;
  closed: Closed;
  /** Further results of a text: ended orders, and those that only the server has; null without a text. */
  found: Found | null;
  /** The meals that occur in orders. */
  meals: string[];
}

export interface Found {
  rows: OrderRow[];
  looking: boolean;
  failed: boolean;
}

export function useList(now: OrderSearch): List {
  const { zone } = useDesk();
  // Typing and clicking have priority; the list follows as soon as it can.
  const search = useDeferredValue(now);
  const all = useDeferredValue(useRows());
  const time = useNow();
  const drivers = useDrivers();
  const closed = useClosed();
  const tab: Tab = search.tab ?? "now";
  const counts = useMemo(() => countTabs(all, time), [all, time]);
  const meals = useMemo(
    () => [...new Set(all.map((row) => row.mealWindow).filter((meal) => meal !== undefined))].sort(),
    [all],
  );
  const unverified = search.phase?.includes("unverified") === true && tab === "now";
  const text = search.q?.trim() ?? "";
  const source = tab === "done" ? closed.rows : all;
  const inTab = useMemo(
    () =>
      // A search for a text covers every tab.
      text !== ""
        ? source
        : source.filter((row) => isIn(tab, row, time) || (unverified && row.phase === "unverified")),
    [source, tab, unverified, text, time],
  );
  const matches = useMemo(() => filterOf(search, time, zone), [search, time, zone]);
  const narrowed = useMemo(() => inTab.filter(matches), [inTab, matches]);
  const elsewhere = useElsewhere(text);
  const found = useMemo((): Found | null => {
    if (text === "") return null;
    const shown = new Set(narrowed.map((row) => row.id));
    // The server matches by a rule of its own, so its results are not filtered by the text again.
    const others = filterOf(without({ ...search, q: undefined }), time, zone);
    const rows = new Map(
      [...closed.rows.filter(matches), ...elsewhere.rows.filter(others)]
        .filter((row) => !shown.has(row.id))
        .map((row) => [row.id, row]),
    );
    return { ...elsewhere, rows: [...rows.values()] };
  }, [text, narrowed, closed.rows, elsewhere, matches, search, time, zone]);
  const rows = useMemo(() => {
    const sorted = [...narrowed].sort(compareBy(search.sort, tab, drivers));
    return search.view === "table" && found ? [...sorted, ...found.rows] : sorted;
  }, [narrowed, found, search.sort, search.view, tab, drivers]);
  return { rows, inTab: inTab.length, counts, closed, found, meals };
}

/** The server's results for a text among all orders of the seller. */
function useElsewhere(text: string): Found {
  const { seller } = useDesk();
  const ready = useStore(book.state).status === "ready";
  const { data, isFetching, isError } = useQuery({
    queryKey: ["search", seller.id, text],
    queryFn: () => searchRows(text),
    enabled: ready && text !== "",
    staleTime: 30_000,
  });
  return useMemo(
    () => ({ rows: data?.orders ?? [], looking: isFetching, failed: isError }),
    [data, isFetching, isError],
  );
}

/** The key of a list: new orders that wait belong to one list. */
export const listKey = (search: OrderSearch): string =>
  JSON.stringify([search.tab, search.view, search.sort, ...FILTERS.map((name) => search[name])]);

/** The list that the search asks for: which rows, of how many, and what else there is. */
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useMemo } from "react";
import { useStore } from "~/lib/store";
import { useDesk } from "../desk-context";
import { type Closed, useClosed } from "./closed";
import { type Counts, compareBy, countTabs, filterOf, isIn } from "./list";
import { useNow } from "./now";
import { useDrivers, useRows } from "./queries";
import { searchRows } from "./reading";
import { book } from "./row-book";
import { FILTERS, type OrderSearch, type Tab } from "./search";
import type { OrderRow } from "./types";

export interface List {
  /** In the order of the table. */
  rows: OrderRow[];
  /** How many the tab has without filters. */
  inTab: number;
  counts: Counts;
  closed: Closed;
  /** What the server finds besides; null while nothing is searched. */
  found: Found | null;
  /** The meals that orders name. */
  meals: string[];
}

export interface Found {
  rows: OrderRow[];
  looking: boolean;
  failed: boolean;
}

export function useList(now: OrderSearch): List {
  const { zone } = useDesk();
  // Typing and clicking come first; the list follows as soon as it can.
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
  const source = tab === "done" ? closed.rows : all;
  const inTab = useMemo(
    () => source.filter((row) => isIn(tab, row, time) || (unverified && row.phase === "unverified")),
    [source, tab, unverified, time],
  );
  const found = useFound(search.q, all, closed.rows);
  const narrowed = useMemo(() => {
    const matches = filterOf(search, time, zone);
    return inTab.filter(matches);
  }, [inTab, search, time, zone]);
  const rows = useMemo(() => {
    const sorted = [...narrowed].sort(compareBy(search.sort, tab, drivers));
    // Where a text is looked for, what the server finds stands below what is here.
    return search.view === "table" && found ? [...sorted, ...missing(found.rows, sorted)] : sorted;
  }, [narrowed, found, search.sort, search.view, tab, drivers]);
  return { rows, inTab: inTab.length, counts, closed, found, meals };
}

const missing = (found: readonly OrderRow[], shown: readonly OrderRow[]): OrderRow[] => {
  const ids = new Set(shown.map((row) => row.id));
  return found.filter((row) => !ids.has(row.id));
};

/** What the server finds that is not in the lists that are loaded. */
function useFound(
  q: string | undefined,
  open: readonly OrderRow[],
  closed: readonly OrderRow[],
): Found | null {
  const { seller } = useDesk();
  const text = q?.trim() ?? "";
  const ready = useStore(book.state).status === "ready";
  const { data, isFetching, isError } = useQuery({
    queryKey: ["search", seller.id, text],
    queryFn: () => searchRows(text),
    enabled: ready && text !== "",
    staleTime: 30_000,
  });
  return useMemo(() => {
    if (text === "") return null;
    const known = new Set([...open, ...closed].map((row) => row.id));
    const rows = (data?.orders ?? []).filter((row) => !known.has(row.id));
    return { rows, looking: isFetching, failed: isError };
  }, [text, data, open, closed, isFetching, isError]);
}

/** What another list is: held back orders are those of one list. */
export const listKey = (search: OrderSearch): string =>
  JSON.stringify([search.tab, search.view, search.sort, ...FILTERS.map((name) => search[name])]);

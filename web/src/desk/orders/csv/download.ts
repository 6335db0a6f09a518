/** Reads what the list shows as one table, and gives it to the browser as a file. */
import type { CsvPage } from "~/api/csv-pages";
import { pagesOf } from "~/api/pages";
import { joined } from "~/lib/csv-file";
import { saveFile } from "~/lib/save-file";
import { clock, dayOf, startOfDay } from "~/lib/time";
import { w } from "~/words/actions";
import type { Desk } from "../../desk-context";
import { readClosed } from "../../open-orders/reading";
import { filterOf } from "../list";
import { filterCount, type OrderSearch } from "../search";
import { shownIds } from "../selection";
import { byIds, closedSince } from "./table";

/** Answers how many orders are in it, and says on the way how many there are so far. */
export async function download(
  desk: Desk,
  search: OrderSearch,
  signal: AbortSignal,
  progress: (rows: number) => void,
): Promise<number> {
  const parts: string[] = [];
  let count = 0;
  for await (const part of await tableOf(desk, search, signal)) {
    parts.push(part.text);
    count += part.rows;
    progress(count);
  }
  signal.throwIfAborted();
  saveFile(joined(parts), `${w.csv.file}-${desk.seller.id}-${dayOf(clock.now(), desk.zone)}.csv`);
  return count;
}

/**
 * What is open is all here, so that its ids say exactly what is shown. What is over comes page by page: without filters
 * the server's own pages are the list; with them all its rows are read and filtered as the list does, and what the
 * server found for a text is among those that are shown.
 */
async function tableOf(
  desk: Desk,
  search: OrderSearch,
  signal: AbortSignal,
): Promise<AsyncGenerator<CsvPage>> {
  const { seller, session, zone } = desk;
  if (search.tab !== "done") return byIds(session.client, seller.id, shownIds.get(), signal);
  const today = new Date(startOfDay(dayOf(clock.now(), zone), zone)).toISOString();
  if (filterCount(search) === 0 && !search.q) return closedSince(session.client, seller.id, today, signal);
  const matches = filterOf(search, clock.now(), zone);
  const ids = new Set(shownIds.get());
  for await (const { orders } of pagesOf((cursor) => readClosed(today, cursor))) {
    signal.throwIfAborted();
    for (const row of orders) if (matches(row)) ids.add(row.id);
  }
  return byIds(session.client, seller.id, [...ids], signal);
}

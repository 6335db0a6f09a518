/** Reads the displayed list as one CSV table, and saves it as a file. */
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

/** Returns the number of orders in it, and reports the progress. */
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
 * Open orders are all known here, so their ids select exactly the displayed ones. Ended orders come page by page: without
 * filters, the server's own pages are the list; with filters, all rows are read and filtered here, and the server's results
 * for a text are among the displayed ones.
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

/** Downloads exactly the list that is shown as a table, with its progress and a way to stop it. */
import { useRef, useState } from "react";
import { clock, dayOf, startOfDay } from "~/lib/time";
import { Icon } from "~/ui/icon";
import { w } from "~/words/actions";
import { type Desk, useDesk } from "../../desk-context";
import { toast } from "../../shell/toast";
import { filterOf } from "../list";
import { readClosed } from "../reading";
import { filterCount, type OrderSearch } from "../search";
import { shownIds } from "../selection";
import { byIds, closedSince, joined, type Part } from "./table";

export function CsvButton({ search }: { search: OrderSearch }) {
  const desk = useDesk();
  const [rows, setRows] = useState<number | null>(null);
  const stop = useRef<AbortController | null>(null);
  const start = async () => {
    const control = new AbortController();
    stop.current = control;
    setRows(0);
    try {
      const parts: string[] = [];
      let count = 0;
      for await (const part of await tableOf(desk, search, control.signal)) {
        parts.push(part.text);
        count += part.rows;
        setRows(count);
      }
      save(joined(parts), `${w.csv.file}-${desk.seller.id}-${dayOf(clock.now(), desk.zone)}.csv`);
      toast({ kind: "status", text: w.csv.done(count) });
    } catch {
      const again = { label: w.refused.again, run: () => void start() };
      if (!control.signal.aborted) toast({ kind: "alert", text: w.csv.failed, action: again });
    } finally {
      stop.current = null;
      setRows(null);
    }
  };
  if (rows !== null) {
    return (
      <span className="csv-progress">
        <span className="small quiet" role="status">
          {w.csv.progress(rows)}
        </span>
        <button className="button" type="button" onClick={() => stop.current?.abort()}>
          {w.csv.cancel}
        </button>
      </span>
    );
  }
  return (
    <button
      className="button button-icon"
      type="button"
      aria-label={w.csv.button}
      title={w.csv.button}
      onClick={() => void start()}
    >
      <Icon name="download" />
    </button>
  );
}

/**
 * What is open is all here, so that its ids say exactly what is shown. What is over comes page by page: without filters
 * the server's own pages are the list; with them all its rows are read and filtered as the list does.
 */
async function tableOf(desk: Desk, search: OrderSearch, signal: AbortSignal): Promise<AsyncGenerator<Part>> {
  const { seller, session, zone } = desk;
  if (search.tab !== "done") return byIds(session.client, seller.id, shownIds.get(), signal);
  const today = new Date(startOfDay(dayOf(clock.now(), zone), zone)).toISOString();
  if (filterCount(search) === 0 && !search.q) return closedSince(session.client, seller.id, today, signal);
  const matches = filterOf(search, clock.now(), zone);
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await readClosed(today, cursor);
    ids.push(...page.orders.filter(matches).map(({ id }) => id));
    cursor = page.pagination.nextCursor ?? undefined;
  } while (cursor !== undefined && !signal.aborted);
  return byIds(session.client, seller.id, ids, signal);
}

function save(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

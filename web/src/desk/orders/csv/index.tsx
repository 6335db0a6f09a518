/** Downloads exactly the displayed list as a table, with its progress and a button that stops it. */
import { useRef, useState } from "react";
import { Icon } from "~/ui/icon";
import { w } from "~/words/actions";
import { useDesk } from "../../desk-context";
import { toast } from "../../shell/toast";
import type { OrderSearch } from "../search";

export function CsvButton({ search }: { search: OrderSearch }) {
  const desk = useDesk();
  const [rows, setRows] = useState<number | null>(null);
  const stop = useRef<AbortController | null>(null);
  const start = async () => {
    const control = new AbortController();
    stop.current = control;
    setRows(0);
    try {
      const { download } = await import("./download");
      const count = await download(desk, search, control.signal, setRows);
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

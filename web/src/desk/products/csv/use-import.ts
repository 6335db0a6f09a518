/** The steps of an import: a file is read and compared, the person confirms, it is written, and the result is shown. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { type Desk, useDesk } from "../../desk-context";
import type { Fault } from "./columns";
import { type Plan, planOf, unknownIds } from "./plan";
import { type NoTable, NotReadable, type ReadFile, readFile } from "./read-file";
import { elsewhereOf, readProducts } from "./read-products";
import { sheetOf } from "./sheet";
import { type Outcome, type Progress, write } from "./write";

/** The content of a file, kept for another comparison. */
interface Chosen {
  name: string;
  file: ReadFile;
}

export type Import =
  | { is: "choose"; back: boolean }
  | { is: "reading"; name: string; products: number }
  | { is: "refused"; name: string; why: NoTable }
  | { is: "unread"; name: string; error: Error; again: () => void }
  | { is: "planned"; chosen: Chosen; plan: Plan; mended: readonly Fault[] }
  | { is: "writing"; chosen: Chosen; progress: Progress; stopping: boolean }
  | { is: "done"; chosen: Chosen; outcomes: readonly Outcome[] };

export interface Importing {
  now: Import;
  choose: (file: File) => void;
  confirm: (chosen: Chosen, plan: Plan) => void;
  stop: () => void;
  /** Compares the file again. */
  again: (chosen: Chosen) => void;
  leave: () => void;
}

export function useImport(): Importing {
  const desk = useDesk();
  const queries = useQueryClient();
  const [now, setNow] = useState<Import>({ is: "choose", back: false });
  const control = useRef(new AbortController());
  const before = useRef<{ name: string; faults: readonly Fault[] } | null>(null);
  // Leaving the page stops a running import.
  useEffect(() => () => control.current.abort(), []);

  const begin = (): AbortSignal => {
    control.current.abort();
    control.current = new AbortController();
    return control.current.signal;
  };

  const compare = async (name: string, read: () => Promise<ReadFile>) => {
    const signal = begin();
    setNow({ is: "reading", name, products: 0 });
    try {
      const file = await read();
      const count = (products: number) => !signal.aborted && setNow({ is: "reading", name, products });
      const plan = await planned(desk, file, signal, count);
      if (signal.aborted) return;
      const earlier = before.current?.name === name ? before.current.faults : [];
      before.current = { name, faults: plan.faults };
      setNow({ is: "planned", chosen: { name, file }, plan, mended: mendedOf(earlier, plan.faults) });
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof NotReadable) setNow({ is: "refused", name, why: error.why });
      else if (error instanceof Error)
        setNow({ is: "unread", name, error, again: () => void compare(name, read) });
    }
  };

  const confirm = async (chosen: Chosen, plan: Plan) => {
    const stop = begin();
    const rows = [...plan.fresh, ...plan.changed].sort((one, other) => one.line - other.line);
    const progress = (progress: Progress) =>
      !stop.aborted && setNow({ is: "writing", chosen, progress, stopping: false });
    progress({ done: 0, failed: 0, total: rows.length, waitsUntil: null });
    const outcomes = await write(rows, { client: desk.session.client, stop, progress });
    // Product data on other pages are outdated now.
    void queries.invalidateQueries({ predicate: ({ queryKey: [key] }) => /product/.test(String(key)) });
    setNow({ is: "done", chosen, outcomes });
  };

  return {
    now,
    choose: (file) => void compare(file.name, () => readFile(file)),
    confirm: (chosen, plan) => void confirm(chosen, plan),
    stop: () => {
      control.current.abort();
      setNow((was) => (was.is === "writing" ? { ...was, stopping: true } : was));
    },
    again: ({ name, file }) => void compare(name, async () => file),
    leave: () => {
      begin();
      setNow({ is: "choose", back: true });
    },
  };
}

async function planned(
  { session, seller, currency }: Desk,
  file: ReadFile,
  signal: AbortSignal,
  progress: (products: number) => void,
): Promise<Plan> {
  const sheet = sheetOf(file, currency);
  const products = await readProducts(session.client, seller.id, signal, progress);
  const elsewhere = await elsewhereOf(session.client, unknownIds(sheet, products), signal);
  return planOf(sheet, { sellerId: seller.id, products, elsewhere, hash: file.hash });
}

/** The errors that a file had before and no longer has; a line may have moved. */
function mendedOf(before: readonly Fault[], now: readonly Fault[]): Fault[] {
  const key = ({ column, value, wrong }: Fault) => JSON.stringify([column, value, wrong.kind]);
  const left = now.map(key);
  return before.filter((fault) => {
    const at = left.indexOf(key(fault));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

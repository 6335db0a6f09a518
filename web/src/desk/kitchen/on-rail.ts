/**
 * The tickets on this device's rail. Cancelled orders leave the list of open orders, also while the page is closed: a
 * ticket that was shown here remains, struck through, until somebody removes it.
 */
import { useEffect, useMemo } from "react";
import { useStore } from "~/lib/store";
import { useDesk } from "../desk-context";
import { connected, readRows } from "../open-orders/reading";
import { book } from "../open-orders/row-book";
import type { OrderRow } from "../open-orders/types";
import { keptMap } from "./kept";
import { type Column, columnOf } from "./tickets";

const KEPT = 300;

interface Hung {
  column: Column;
  sellerId: string;
}

const rail = keptMap<Hung>("rail", KEPT);

/** The tickets on the rail, and those that are in no list any more. */
export function railAfter(
  was: ReadonlyMap<string, Hung>,
  rows: ReadonlyMap<string, OrderRow>,
  sellerId: string,
): { next: Map<string, Hung>; gone: string[] } {
  const next = new Map<string, Hung>();
  const gone: string[] = [];
  for (const [id, hung] of was) {
    const row = rows.get(id);
    if (row === undefined && hung.sellerId === sellerId) gone.push(id);
    if (row === undefined || row.phase === "cancelled") next.set(id, hung);
  }
  for (const row of rows.values()) {
    const column = columnOf(row.phase);
    if (column !== null) next.set(row.id, { column, sellerId });
  }
  return { next, gone };
}

export function takeDown(id: string): void {
  const next = new Map(rail.get());
  next.delete(id);
  rail.set(next);
}

/** The column of each ticket. Updates it as the rows change, and reads orders that have left the list. */
export function useRail(): ReadonlyMap<string, Column> {
  const { seller } = useDesk();
  const { byId, status } = useStore(book.state);
  const hung = useStore(rail);
  useEffect(() => {
    if (status !== "ready") return;
    const { next, gone } = railAfter(rail.get(), byId, seller.id);
    if (!isSame(rail.get(), next)) rail.set(next);
    if (gone.length === 0) return;
    readRows(connected(), gone).then(
      (found) => {
        const known = new Map(found.map((row) => [row.id, row]));
        for (const id of gone) {
          const row = known.get(id);
          if (row?.phase === "cancelled") book.put(row);
          else if (row === undefined || columnOf(row.phase) === null) takeDown(id);
        }
      },
      // They are read again with the next change of the list.
      () => {},
    );
  }, [byId, status, seller.id]);
  return useMemo(() => new Map([...hung].map(([id, { column }]) => [id, column])), [hung]);
}

const isSame = (a: ReadonlyMap<string, Hung>, b: ReadonlyMap<string, Hung>): boolean =>
  a.size === b.size && [...a].every(([id, { column }]) => b.get(id)?.column === column);

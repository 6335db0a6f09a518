/** Three columns on one bar: new, in the kitchen, ready. */

import { useSyncExternalStore } from "react";
import { useStore } from "~/lib/store";
import { Icon } from "~/ui/icon";
import { w } from "~/words/kitchen";
import { pending } from "../actions";
import type { Order, OrderRow } from "../open-orders/types";
import { Cook, type SlipProps } from "./cook";
import { Out } from "./out";
import { type Column, type Columns, deal } from "./tickets";

export interface RailsProps {
  columns: Columns;
  orders: ReadonlyMap<string, Order>;
  /** The tickets in the order of their keys. */
  numbered: readonly string[];
  chosen: string | null;
  /** Whether it has not changed since the connection was lost. */
  old: boolean;
  onChoose: (id: string) => void;
}

export function Rails({ columns, orders, numbered, chosen, old, onChoose }: RailsProps) {
  const held = useStore(pending);
  const narrow = useNarrow();
  const newest = held.at(-1)?.change.row.id;
  const slip = (row: OrderRow, column: Column): SlipProps => {
    const at = numbered.indexOf(row.id);
    return {
      row,
      column,
      order: orders.get(row.id),
      place: at >= 0 && at < 9 ? at + 1 : undefined,
      chosen: row.id === chosen,
      held: held.find((one) => one.change.row.id === row.id),
      newest: row.id === newest,
      onChoose,
    };
  };
  const lanes = deal(columns.work, narrow ? 1 : 2, (row) => height(orders.get(row.id), row));
  return (
    <main className={`rails${old ? " rails-old" : ""}`} id="main" tabIndex={-1}>
      <section className="rail-new" aria-labelledby="k-new">
        <h2 id="k-new" className="rail-head status-new">
          <Icon name="new" />
          {w.new} <span>{columns.fresh.length}</span>
          {columns.fresh.length > 0 && <small className="quiet">{w.acceptIn}</small>}
        </h2>
        <div className="rail-list hung">
          {columns.fresh.map((row, at) => (
            <Cook key={row.id} {...slip(row, "fresh")} first={at === 0} />
          ))}
          {columns.fresh.length === 0 && <p className="rail-none">{w.nothing.fresh}</p>}
        </div>
      </section>
      <section className="rail-work" aria-labelledby="k-work">
        <h2 id="k-work" className="rail-head">
          <Icon name="working" />
          {w.work} <span>{columns.work.length}</span>
          {columns.work.length > 0 && <small className="quiet">{w.readyIn}</small>}
        </h2>
        {columns.work.length === 0 && <p className="rail-none">{w.nothing.work}</p>}
        <div className="rail-two">
          {lanes.map((lane, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lanes have nothing but their place.
            <div className="rail-list hung" key={at}>
              {lane.map((row) => (
                <Cook key={row.id} {...slip(row, "work")} first={false} />
              ))}
            </div>
          ))}
        </div>
      </section>
      <section className="rail-out" aria-labelledby="k-out">
        <h2 id="k-out" className="rail-head is-good">
          <Icon name="ready" />
          {w.ready} <span>{columns.ready.length}</span>
        </h2>
        <div className="rail-list hung">
          {columns.ready.map((row) => (
            <Out key={row.id} {...slip(row, "ready")} />
          ))}
          {columns.ready.length === 0 && <p className="rail-none">{w.nothing.ready}</p>}
        </div>
      </section>
    </main>
  );
}

/** The approximate height of a ticket, in lines. */
const height = (order: Order | undefined, row: OrderRow): number =>
  5 +
  (order === undefined
    ? row.itemCount
    : order.items.reduce((sum, item) => sum + 1 + item.addons.length, order.notes ? 2 : 0));

const NARROW = "(max-width: 70rem)";

function useNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = matchMedia(NARROW);
      query.addEventListener("change", changed);
      return () => query.removeEventListener("change", changed);
    },
    () => matchMedia(NARROW).matches,
  );
}

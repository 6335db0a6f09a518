/** The totals of all open tickets by product. */
import { useMemo } from "react";
import { Icon } from "~/ui/icon";
import { w } from "~/words/kitchen";
import type { Order } from "../open-orders/types";
import { totalsOf } from "./all-day";
import type { Columns } from "./tickets";

export function AllDayView({
  columns,
  orders,
  onBack,
}: {
  columns: Columns;
  orders: ReadonlyMap<string, Order>;
  onBack: () => void;
}) {
  const { totals, missing } = useMemo(() => {
    const open = (rows: Columns["fresh"]) => rows.filter((row) => row.phase !== "cancelled");
    const [fresh, work] = [open(columns.fresh), open(columns.work)];
    const whole = (rows: Columns["fresh"]) =>
      rows.map((row) => orders.get(row.id)).filter((order) => order !== undefined);
    const known = [whole(fresh), whole(work)] as const;
    return {
      totals: totalsOf(...known),
      missing: fresh.length + work.length - known[0].length - known[1].length,
    };
  }, [columns, orders]);
  return (
    <section className="all-day" aria-labelledby="all-day">
      <header className="rail-head">
        <Icon name="list" />
        <h2 id="all-day">{w.allDay.title}</h2>
        <small className="quiet">{w.allDay.text}</small>
      </header>
      {missing > 0 && <p role="status">{w.allDay.missing(missing)}</p>}
      {totals.length === 0 && missing === 0 && <p className="quiet">{w.allDay.none}</p>}
      <ul className="all-day-list">
        {totals.map(({ productId, name, quantity, fresh, extras }) => (
          <li key={productId} className="slip all-day-line">
            <span className="all-day-count">{quantity}</span>
            <span className="cook-name">{name}</span>
            {fresh > 0 && <span className="cook-extra quiet">{w.allDay.fresh(fresh)}</span>}
            {extras.map((extra) => (
              <span className="cook-extra" key={extra.name}>
                {w.extra(extra.name, extra.quantity)}
              </span>
            ))}
          </li>
        ))}
      </ul>
      <button className="button cook-button all-day-back" type="button" onClick={onBack}>
        {w.allDay.back}
      </button>
    </section>
  );
}

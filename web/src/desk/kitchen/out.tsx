/** An order that is ready: small, because the kitchen has finished it. */
import { memo } from "react";
import { minutesSince } from "~/lib/time";
import { Icon } from "~/ui/icon";
import { w } from "~/words/kitchen";
import { w as ow } from "~/words/orders";
import { parts } from "../open-orders/facts";
import { METHOD_ICON } from "../open-orders/labels";
import { useNow } from "../open-orders/now";
import { useDrivers } from "../open-orders/queries";
import type { Order, OrderRow } from "../open-orders/types";
import { useUnderWay } from "../open-orders/under-way";
import { useLive } from "../shell/live";
import { Next, type SlipProps, useSlip } from "./cook";
import { Held, Saving } from "./held";
import { takeDown } from "./on-rail";

export const Out = memo(function Out({ row, order, held, newest, chosen, column }: SlipProps) {
  const slip = useSlip(chosen);
  const { saving, reason } = useUnderWay(row.id);
  const { state } = useLive();
  const { tail } = parts(row.orderNumber);
  const stopped = row.phase === "cancelled";
  return (
    <article
      ref={slip}
      className={`slip out${held ? " out-undo" : ""}${stopped ? " out-stopped" : ""}`}
      aria-label={w.ticket(tail, stopped ? w.cancelled : null)}
      data-order={row.id}
      tabIndex={-1}
    >
      <div className="out-head">
        <span className="cook-number">{tail}</span>
        <Icon name={METHOD_ICON[row.fulfilment.method]} />
        <span className="out-of-sight">{ow.method[row.fulfilment.method]}</span>
      </div>
      {stopped ? (
        <>
          <p className="status status-stopped">
            <Icon name="cancelled" />
            {w.cancelled}
          </p>
          <button
            className="button cook-button"
            type="button"
            aria-label={w.takeDownOf(tail)}
            onClick={() => takeDown(row.id)}
          >
            <Icon name="cross" />
            {w.takeDown}
          </button>
        </>
      ) : held ? (
        <Held held={held} newest={newest} />
      ) : saving ? (
        <Saving />
      ) : (
        <>
          <Waits row={row} order={order} />
          {reason && (
            <p className="problem" role="alert">
              <Icon name="warning" />
              {reason}
            </p>
          )}
          <Next row={row} order={order} column={column} off={state === "offline"} />
        </>
      )}
    </article>
  );
});

/** Who it waits for, and for how long. */
function Waits({ row, order }: { row: OrderRow; order: Order | undefined }) {
  const now = useNow();
  const drivers = useDrivers();
  if (order?.readyAt === undefined) return <p>{row.customer.name}</p>;
  const minutes = minutesSince(order.readyAt, now);
  const driver = row.driverId && drivers.get(row.driverId);
  switch (row.fulfilment.method) {
    case "pickup":
      return <p>{w.waits.buyer(row.customer.name, minutes)}</p>;
    case "delivery":
      return <p>{driver ? w.waits.named(minutes, driver) : w.waits.driver(minutes)}</p>;
    case "shipping":
      return <p>{w.waits.carrier(minutes)}</p>;
  }
}

/** An order as a ticket on the board. */
import { memo, type ReactNode } from "react";
import { money } from "~/lib/money";
import { Icon } from "~/ui/icon";
import { w } from "~/words/orders";
import { useDesk } from "../desk-context";
import { facts, isJustIn, isLate, parts } from "../open-orders/facts";
import { METHOD_ICON, paymentOf, timeOrDay } from "../open-orders/labels";
import { useNow } from "../open-orders/now";
import { useDrivers } from "../open-orders/queries";
import { useTicketOrder } from "../open-orders/ticket-lines";
import { isClosed, type Order, type OrderRow } from "../open-orders/types";
import { clearReason, useUnderWay } from "../open-orders/under-way";
import { TicketDue } from "./due";
import { OrderLink } from "./order-link";
import { TicketActions } from "./ticket-actions";
import { useChangeSearch } from "./use-search";

/** How many lines a ticket shows; one more is shown rather than *+1*. */
const LINES = 3;

export const Ticket = memo(function Ticket({ row }: { row: OrderRow }) {
  const order = useTicketOrder(row.id, row.version);
  const { saving, reason } = useUnderWay(row.id);
  const { tail } = parts(row.orderNumber);
  const look = useLook(row);
  const state = saving ? " is-saving" : reason ? " is-back" : "";
  return (
    <li data-order={row.id}>
      <article
        className={`slip ticket${look === "plain" ? "" : ` ticket-${look}`}${look === "fresh" ? " arrives" : ""}${state}`}
      >
        <div className="ticket-head">
          <OrderLink id={row.id} className="number">
            {tail}
          </OrderLink>
          {(row.priority === "high" || row.priority === "urgent") && (
            <span className={`tag${look === "plain" ? " tag-brick" : " tag-high"}`}>
              <Icon name="bolt" />
              {w.priority[row.priority]}
            </span>
          )}
          {look === "fresh" && <span className="ticket-just">{w.ticket.just}</span>}
          <TicketDue row={row} readyAt={order?.readyAt} />
        </div>
        <Who row={row} order={order} />
        <Lines row={row} order={order} />
        {order?.notes && (
          <p className="ticket-note">
            <Icon name="note" size={16} />
            <span>{order.notes}</span>
          </p>
        )}
        {reason && (
          <p className="problem" role="alert">
            <Icon name="warning" size={16} />
            {reason}
          </p>
        )}
        <div className="ticket-foot">
          {reason ? <See id={row.id} /> : <Foot row={row} saving={saving !== null} />}
          {!reason && !isClosed(row.phase) && (
            <TicketActions
              row={row}
              order={order}
              saving={saving}
              filled={look !== "plain" || row.phase === "open"}
            />
          )}
        </div>
      </article>
    </li>
  );
});

/** Only two heads are filled: new and late ones. */
function useLook(row: OrderRow): "plain" | "late" | "fresh" {
  const now = useNow();
  if (isLate(row, now)) return "late";
  return isJustIn(row, now) ? "fresh" : "plain";
}

function Foot({ row, saving }: { row: OrderRow; saving: boolean }) {
  if (saving) return <span className="quiet small">{w.ticket.saving}</span>;
  const pay = paymentOf(row);
  return (
    <div className="ticket-sum">
      <b>{money(row.grandTotal, row.currency)}</b>
      <span className={`ticket-pay${pay.look}`}>
        <Icon name={pay.icon} size={16} />
        {pay.label}
      </span>
    </div>
  );
}

function See({ id }: { id: string }) {
  const change = useChangeSearch();
  return (
    <button
      className="button"
      type="button"
      onClick={() => {
        clearReason(id);
        change({ order: id });
      }}
    >
      {w.ticket.see}
    </button>
  );
}

function Who({ row, order }: { row: OrderRow; order: Order | undefined }) {
  return (
    <div className="ticket-who">
      <b>{row.customer.name}</b>
      <span className="quiet small ticket-how">
        <Icon name={METHOD_ICON[row.fulfilment.method]} size={16} />
        <span>
          <How row={row} stop={order?.deliverySequence} />
        </span>
      </span>
    </div>
  );
}

/** `Delivery, South for 12:36`; on the way, the driver's name. */
function How({ row, stop }: { row: OrderRow; stop: number | undefined }): ReactNode {
  const { zone: timeZone } = useDesk();
  const drivers = useDrivers();
  const { method, zone } = row.fulfilment;
  const word = w.method[method] ?? method;
  const place = zone ? w.how.place(word, zone.name ?? zone.id) : word;
  const driver = row.driverId && drivers.get(row.driverId);
  if (row.phase === "in_transit" && driver)
    return stop === undefined ? w.how.driver(place, driver) : w.how.stop(place, driver, stop);
  const at = facts(row).wantedAt;
  if (at === null && isClosed(row.phase)) return place;
  if (at === null) return w.how.soon(place);
  const [before, time] = w.how.at(place, timeOrDay(at, timeZone));
  return (
    <>
      {before}
      <time dateTime={row.fulfilment.requestedFor}>{time}</time>
    </>
  );
}

function Lines({ row, order }: { row: OrderRow; order: Order | undefined }) {
  if (order === undefined) return <LineGhosts items={row.itemCount} />;
  const { items } = order;
  const shown = items.length > LINES + 1 ? items.slice(0, LINES) : items;
  const rest = items.slice(shown.length).reduce((sum, item) => sum + item.quantity, 0);
  return (
    <ul className="lines">
      {shown.map((item) => (
        <li key={item.id}>
          <span className="qty">{item.quantity}</span>
          <span>{item.name}</span>
          {item.addons.length > 0 && (
            <span className="extra">
              {w.ticket.with(
                item.addons
                  .map(({ name, quantity }) => (quantity > 1 ? `${name} × ${quantity}` : name))
                  .join(", "),
              )}
            </span>
          )}
        </li>
      ))}
      {rest > 0 && (
        <li>
          <span className="qty quiet">+{rest}</span>
          <span className="quiet">{w.ticket.moreItems(row.itemCount)}</span>
        </li>
      )}
    </ul>
  );
}

/** As many placeholders as there may be lines, until they are read. */
function LineGhosts({ items }: { items: number }) {
  return (
    <ul className="lines" aria-hidden="true">
      {Array.from({ length: Math.min(Math.max(items, 1), 2) }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same.
        <li key={at}>
          <span className="ghost ghost-line" />
        </li>
      ))}
    </ul>
  );
}

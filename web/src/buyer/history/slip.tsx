/** One order of the list: number, status, items, total, and actions. */
import { useEffect, useState } from "react";
import { money } from "~/lib/money";
import { buyerTime, clock, dayOf, longDay } from "~/lib/time";
import { Icon, type IconName } from "~/ui/icon";
import { w } from "~/words/history";
import { status } from "~/words/status";
import { againPath, openRefunds } from "../order";
import { isPast, type Order, type Seller, sellerOf } from "./orders";

const LOOKS: Record<Order["phase"], [IconName, string]> = {
  unverified: ["unverified", "status-unverified"],
  open: ["new", "status-new"],
  accepted: ["accepted", "status-accepted"],
  working: ["working", "status-working"],
  ready: ["ready", "status-ready"],
  in_transit: ["moving", "status-moving"],
  done: ["done", "status-done"],
  cancelled: ["cancelled", "status-stopped"],
  rejected: ["rejected", "status-stopped"],
  failed: ["warning", "status-stopped"],
};

export function OrderSlip({ order, onReceipt }: { order: Order; onReceipt: (seller: Seller) => void }) {
  const seller = useSeller(order.sellerId);
  const [icon, look] = LOOKS[order.phase];
  const id = `order-${order.id}`;
  const past = isPast(order);
  return (
    <article className={past ? "slip mine-slip" : "slip mine-slip mine-open"} aria-labelledby={id}>
      <h3 id={id}>
        <a className="number" href={pathOf(order)} aria-label={w.showOrder(order.orderNumber)}>
          {order.orderNumber.slice(-4)}
        </a>
        {order.seller.name ?? seller?.name ?? order.sellerId}
      </h3>
      <span className={`status ${look}`}>
        <Icon name={icon} />
        {status(order.phase, order.fulfilment.method)}
      </span>
      <p className="mine-what">
        <span className="quiet">{seller === null ? "…" : whenText(order, seller.timezone)}</span>
        <br />
        {order.items.map(({ quantity, name }) => `${quantity} ${name}`).join(", ")}
      </p>
      <Why order={order} />
      <div className="mine-do">
        <span className="strong">{money(order.grandTotal, order.currency)}</span>
        {past ? (
          <>
            <a className="button" href={againPath(order)}>
              <Icon name="templates" />
              {w.again}
            </a>
            {order.phase === "done" && (
              <button
                className="button button-quiet"
                type="button"
                aria-disabled={seller === null}
                onClick={() => seller && onReceipt(seller)}
              >
                <Icon name="print" />
                {w.receipt}
              </button>
            )}
          </>
        ) : (
          <a className="button button-primary" href={pathOf(order)}>
            {order.phase === "unverified" ? w.enterCode : w.where}
          </a>
        )}
      </div>
    </article>
  );
}

/** Why the order was stopped, and what happened to the money. */
function Why({ order }: { order: Order }) {
  const { payment, currency, cancellation } = order;
  const { waiting, failed } = openRefunds(payment);
  const parts = [
    cancellation?.reason && cancellation.cancelledBy !== "buyer" ? w.because(cancellation.reason) : null,
    waiting > 0 ? w.refunding(money(waiting, currency)) : null,
    payment.amountRefunded > 0 ? w.refunded(money(payment.amountRefunded, currency)) : null,
    failed > 0 ? w.refundFailed(money(failed, currency)) : null,
  ].filter(Boolean);
  if (parts.length === 0) return null;
  return (
    <p className="notice mine-what small">
      <Icon name="refund" />
      <span>{parts.join(" ")}</span>
    </p>
  );
}

const pathOf = ({ id }: Order) => `/t/${encodeURIComponent(id)}`;

function whenText(order: Order, zone: string): string {
  const day = dayText(order.placedAt, zone);
  if (isPast(order)) return day;
  if (order.phase === "unverified") {
    const until = order.verification?.expiresAt;
    return until === undefined ? day : `${day}, ${w.held(buyerTime(until, zone))}`;
  }
  const promised = order.promisedAt;
  if (promised !== undefined) return `${dayText(promised, zone)}, ${w.about(buyerTime(promised, zone))}`;
  const { requestedFor } = order.fulfilment;
  if (requestedFor === undefined) return `${day}, ${buyerTime(order.placedAt, zone)}`;
  return `${dayText(requestedFor, zone)}, ${w.wanted(buyerTime(requestedFor, zone))}`;
}

function dayText(moment: string, zone: string): string {
  const day = dayOf(moment, zone);
  const now = dayOf(clock.now(), zone);
  if (day === now) return w.today;
  return day.slice(0, 4) === now.slice(0, 4)
    ? longDay(moment, zone)
    : `${longDay(moment, zone)} ${day.slice(0, 4)}`;
}

function useSeller(id: string): Seller | null {
  const [seller, setSeller] = useState<Seller | null>(null);
  useEffect(() => {
    // Without the seller's settings, the order is shown without its days.
    sellerOf(id).then(setSeller, () => {});
  }, [id]);
  return seller;
}

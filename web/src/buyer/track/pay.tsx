/** The amount due, and the link to the payment page. */
import { useState } from "react";
import { Problem } from "~/api/problem";
import { money } from "~/lib/money";
import { Icon } from "~/ui/icon";
import { w } from "~/words/track";
import { isStopped } from "../phases";
import { session } from "../session";
import type { Order, Tracking } from "./types";

/** Whether the order can be paid: an amount is due, and the order is confirmed and not stopped. */
export const isPayable = ({ payment, phase }: Order) =>
  payment.amountDue > 0 && phase !== "unverified" && !isStopped(phase);

export function Pay({ tracking: { order, seller } }: { tracking: Tracking }) {
  const [busy, setBusy] = useState(false);
  const [off, setOff] = useState(false);
  if (!isPayable(order)) return null;
  const { payment, currency, id, fulfilment } = order;
  const amount = money(payment.amountDue, currency);
  const path = `/pay/${encodeURIComponent(id)}`;

  /** Only a request shows whether this deployment takes payments; the payment page handles everything else. */
  const pay = async () => {
    if (busy) return;
    setBusy(true);
    try {
      await session.client.ask("post", "/api/orders/{id}/payment-intents", { path: { id } });
    } catch (error) {
      if (error instanceof Problem && error.code === "payments_off") return setOff(true);
    }
    location.assign(path);
    // The browser may restore this page from its cache.
    addEventListener("pageshow", () => setBusy(false), { once: true });
  };

  return (
    <section className="track-pay" aria-label={w.toPay}>
      <p>
        <span className="quiet small">{w.toPay}</span>
        <b className="track-due">{amount}</b>
        {!off && (
          <span className="quiet small">{w.payHow[payment.first ? "shipping" : fulfilment.method]}</span>
        )}
      </p>
      {off ? (
        <p className="track-rule" role="status">
          {w.payDirectly(seller.name, fulfilment.method)}
        </p>
      ) : (
        <a
          className="button button-primary button-large"
          href={path}
          aria-busy={busy}
          onClick={(event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey) return;
            event.preventDefault();
            void pay();
          }}
        >
          <Icon name="card" />
          {w.pay(amount)}
        </a>
      )}
    </section>
  );
}

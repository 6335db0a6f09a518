/** The money of an order, as its books have it. */
import { useId } from "react";
import { money } from "~/lib/money";
import { w } from "~/words/admin";
import { w as words } from "~/words/orders";
import type { InternalOrder } from "../open-orders/types";

export function Payment({ read }: { read: InternalOrder }) {
  const id = useId();
  const { payment } = read;
  const amount = (minor: number) => money(minor, payment.currency);
  const sums: [string, number, boolean][] = [
    [w.order.paid, payment.amountPaid, true],
    [w.order.refunded, payment.amountRefunded, payment.amountRefunded > 0],
    [w.order.toRefund, payment.amountRefundRequested, payment.amountRefundRequested > 0],
    [w.order.due, payment.amountDue, true],
  ];
  return (
    <section className="form-part" aria-labelledby={id}>
      <h3 id={id}>
        {w.order.payment} <span className="tag">{words.payment[payment.status] ?? payment.status}</span>
      </h3>
      <dl className="sums">
        {sums
          .filter(([, , shown]) => shown)
          .map(([label, minor]) => (
            <div className="admin-sum" key={label}>
              <dt className="quiet">{label}</dt>
              <dd>{amount(minor)}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

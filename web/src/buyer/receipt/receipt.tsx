/** A receipt on paper: it prints as soon as it is rendered. */
import { useEffect } from "react";
import { money } from "~/lib/money";
import { spaced } from "~/lib/phone";
import { buyerTime, dayOf, longDay } from "~/lib/time";
import type { BuyerWords } from "~/words/en/buyer";
import { w } from "~/words/receipt";
import { status } from "~/words/status";
import { type AddressView, addressLines, addressText } from "../address";
import type { Order } from "../order";
import { amountsOf, Lines, Sums } from "../sums";
import "./receipt.css";

interface Props {
  order: Order;
  seller: { name: string; timezone: string; phone?: string | null; address?: AddressView | null };
  words: BuyerWords;
  /** Called after the print dialog, whether it printed or not. */
  onDone: () => void;
}

export function Receipt({ order, seller, words, onDone }: Props) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: it prints once.
  useEffect(() => {
    addEventListener("afterprint", onDone, { once: true });
    print();
    return () => removeEventListener("afterprint", onDone);
  }, []);
  const { payment, currency, customer, placedAt } = order;
  const { timezone } = seller;
  const where = status(order.phase, order.fulfilment.method);
  const sums: [string, number][] = [
    [w.paid, payment.amountPaid],
    [w.refunded, payment.amountRefunded],
    [w.due, payment.amountDue],
  ];
  return (
    <article className="receipt" aria-hidden="true">
      <h1>{w.title}</h1>
      <p>
        <b>{seller.name}</b>
        {[...(seller.address ? addressLines(seller.address) : []), seller.phone && spaced(seller.phone)]
          .filter(Boolean)
          .map((line) => (
            <span key={line}>
              <br />
              {line}
            </span>
          ))}
      </p>
      <dl className="receipt-facts">
        <dt>{w.order}</dt>
        <dd className="mono">{order.orderNumber}</dd>
        <dt>{w.placed}</dt>
        <dd>
          {longDay(placedAt, timezone)} {dayOf(placedAt, timezone).slice(0, 4)},{" "}
          {buyerTime(placedAt, timezone)}
        </dd>
        {customer && (
          <>
            <dt>{w.to}</dt>
            <dd>{customer.name}</dd>
          </>
        )}
        <dt>{where}</dt>
        <dd>{order.fulfilment.address && addressText(order.fulfilment.address)}</dd>
      </dl>
      <Lines order={order} words={words} />
      <Sums brief amounts={amountsOf(order)} words={words} />
      <dl className="sums">
        {sums
          .filter(([, amount]) => amount > 0)
          .map(([name, amount]) => (
            <div key={name} className="receipt-row">
              <dt>{name}</dt>
              <dd>{money(amount, currency)}</dd>
            </div>
          ))}
      </dl>
    </article>
  );
}

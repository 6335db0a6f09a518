/** A receipt, on paper only: it prints as soon as it is there. */
import { useEffect } from "react";
import type { components } from "~/api/schema";
import { money } from "~/lib/money";
import { spaced } from "~/lib/phone";
import { buyerTime, dayOf, longDay } from "~/lib/time";
import { w } from "~/words/receipt";
import { status } from "~/words/status";
import { Lines, Sums } from "../sums";
import "./receipt.css";

type Schemas = components["schemas"];

interface Props {
  order: Schemas["Order"];
  seller: { name: string; timezone: string; phone?: string | null; address?: Schemas["AddressView"] | null };
  /** It was printed, or not. */
  onDone: () => void;
}

export function Receipt({ order, seller, onDone }: Props) {
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
        {[...addressLines(seller.address), seller.phone && spaced(seller.phone)]
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
        <dd>{addressLines(order.fulfilment.address).join(", ")}</dd>
      </dl>
      <Lines order={order} />
      <Sums order={order} />
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

/** An address, a line for each part. */
function addressLines(address: Schemas["AddressView"] | null | undefined): string[] {
  if (!address) return [];
  const { line1, line2, locality, city, state, postalCode } = address;
  const place = [postalCode, city, state].filter(Boolean).join(" ");
  return [line1, line2, locality, place].filter((line): line is string => Boolean(line));
}

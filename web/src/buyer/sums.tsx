/** What was ordered, and what it comes to: on the page of an order, and on its receipt. */
import type { components } from "~/api/schema";
import { money } from "~/lib/money";
import { b } from "~/words/buyer";

type Order = components["schemas"]["Order"];

export function Lines({ order }: { order: Order }) {
  return (
    <ul className="lines">
      {order.items.map((item) => (
        <li key={item.id}>
          <span className="qty">{item.quantity}</span>
          <span>{item.name}</span>
          <span className="num">{money(item.totalPrice, order.currency)}</span>
          {item.addons.length > 0 && <span className="extra">{b.with(extrasText(item.addons))}</span>}
        </li>
      ))}
    </ul>
  );
}

export function Sums({ order }: { order: Order }) {
  const { charges, currency, vouchers, grandTotal } = order;
  const rows: [name: string, amount: number][] = [
    ...vouchers.map(({ code, discount }): [string, number] => [b.voucher(code), -discount]),
    [b.delivery, charges.deliveryFee],
    [b.packaging, charges.packagingFee],
    [b.tax, charges.taxAmount],
  ];
  return (
    <dl className="sums">
      {rows
        .filter(([, amount]) => amount !== 0)
        .map(([name, amount]) => (
          <Row key={name} name={name} amount={money(amount, currency)} />
        ))}
      <dt className="total">{b.total}</dt>
      <dd className="total">{money(grandTotal, currency)}</dd>
    </dl>
  );
}

function Row({ name, amount }: { name: string; amount: string }) {
  return (
    <>
      <dt className="quiet">{name}</dt>
      <dd>{amount}</dd>
    </>
  );
}

/** How many pieces in all. */
export const pieces = (order: Order) => order.items.reduce((sum, { quantity }) => sum + quantity, 0);

const extrasText = (addons: Order["items"][number]["addons"]) =>
  addons.map(({ name, quantity }) => (quantity > 1 ? `${name} × ${quantity}` : name)).join(", ");

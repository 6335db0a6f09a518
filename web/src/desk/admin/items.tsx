/** The items with their extras, and the parts of the total. */
import { useId } from "react";
import { money } from "~/lib/money";
import { w } from "~/words/drawer";
import type { Order } from "../open-orders/types";

export function Items({ order }: { order: Order }) {
  const id = useId();
  const { charges, currency } = order;
  const amount = (minor: number) => money(minor, currency);
  const codes = order.vouchers.map(({ code }) => code).join(", ");
  const sums: [string, number][] = [
    [w.items.subtotal, order.subtotal],
    [w.items.discount(codes), -order.discount],
    [w.items.delivery(order.fulfilment.zone?.name ?? ""), charges.deliveryFee],
    [w.items.packaging, charges.packagingFee],
    [w.items.tax, charges.taxAmount],
  ];
  return (
    <section className="form-part" aria-labelledby={id}>
      <h3 id={id}>{w.items.title}</h3>
      <ul className="lines admin-lines">
        {order.items.map((item) => (
          <li key={item.id}>
            <span className="qty">{item.quantity}</span>
            <span>{item.name}</span>
            <span className="num">{amount(item.unitPrice * item.quantity)}</span>
            {item.addons.map((addon) => (
              <span className="extra admin-extra" key={addon.addonId}>
                <span>{w.items.extra(addon.quantity * item.quantity, addon.name)}</span>
                <span className="num">{amount(addon.unitPrice * addon.quantity * item.quantity)}</span>
              </span>
            ))}
          </li>
        ))}
      </ul>
      <dl className="sums">
        {sums
          .filter(([, minor]) => minor !== 0)
          .map(([label, minor]) => (
            <div className="admin-sum" key={label}>
              <dt className="quiet">{label}</dt>
              <dd>{amount(minor)}</dd>
            </div>
          ))}
        <div className="admin-sum">
          <dt className="total">{w.items.total}</dt>
          <dd className="total">{amount(order.grandTotal)}</dd>
        </div>
      </dl>
    </section>
  );
}

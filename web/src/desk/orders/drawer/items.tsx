import { money } from "~/lib/money";
import { w } from "~/words/drawer";
import { actionsOf } from "../../actions/offer";
import { useAct } from "../../actions/use-act";
import type { Order, OrderRow } from "../../open-orders/types";

/** The items with their extras, and the parts of the total. */
export function Items({ row, order }: { row: OrderRow; order: Order }) {
  const act = useAct();
  const edit = actionsOf(order).find((it) => it.kindOf === "update" && it.denied === undefined);
  const { charges, currency } = order;
  const amount = (minor: number) => money(minor, currency);
  const codes = order.vouchers.map(({ code }) => code).join(", ");
  const sums: [string, number][] = [
    [w.items.discount(codes), -order.discount],
    [w.items.delivery(order.fulfilment.zone?.name ?? ""), charges.deliveryFee],
    [w.items.packaging, charges.packagingFee],
    [w.items.tax, charges.taxAmount],
  ];
  const shown = sums.filter(([, minor]) => minor !== 0);
  return (
    <section aria-labelledby="items-title">
      <div className="section-head">
        <h3 id="items-title">
          {w.items.title} <span className="count">{row.itemCount}</span>
        </h3>
        {edit && (
          <button className="link" type="button" onClick={() => act(row, edit)}>
            {w.items.edit}
          </button>
        )}
      </div>
      <ul className="lines drawer-lines">
        {order.items.map((item) => (
          <li key={item.id}>
            <span className="qty">{item.quantity}</span>
            <span>{item.name}</span>
            <span className="num">{amount(item.unitPrice * item.quantity)}</span>
            {item.addons.map((addon) => (
              <span className="extra extra-priced" key={addon.addonId}>
                <span>{w.items.extra(addon.quantity * item.quantity, addon.name)}</span>
                <span className="num">{amount(addon.unitPrice * addon.quantity * item.quantity)}</span>
              </span>
            ))}
          </li>
        ))}
      </ul>
      <dl className="sums">
        {shown.length > 0 && (
          <>
            <dt className="quiet">{w.items.subtotal}</dt>
            <dd>{amount(order.subtotal)}</dd>
          </>
        )}
        {shown.map(([label, minor]) => (
          <Sum key={label} label={label} amount={amount(minor)} />
        ))}
        <dt className="total">{w.items.total}</dt>
        <dd className="total">{amount(order.grandTotal)}</dd>
      </dl>
    </section>
  );
}

function Sum({ label, amount }: { label: string; amount: string }) {
  return (
    <>
      <dt className="quiet">{label}</dt>
      <dd>{amount}</dd>
    </>
  );
}

import { money } from "~/lib/money";
import { extrasOf } from "../cart/lines";
import { Sums } from "../cart/sums";
import type { Order } from "../cart/types";
import { useWords } from "../cart/words";
import { Slip } from "./summary";
import { w } from "./words";

/** What was placed and waits for its code. */
export function PlacedSummary({ orders }: { orders: readonly Order[] }) {
  const words = useWords();
  const several = orders.length > 1;
  return (
    <Slip title={several ? w.orders : w.order} change={null} total={several ? totalsPlaced(orders) : []}>
      {orders.map((order) => (
        <section
          key={order.id}
          className={several ? "sum-part" : "sum-only"}
          aria-label={order.seller.name ?? ""}
        >
          {several && <h3>{order.seller.name}</h3>}
          <ul className="lines">
            {order.items.map((item) => (
              <li key={item.id}>
                <span className="qty">{item.quantity}</span>
                <span>{item.name}</span>
                <span className="num">{money(item.totalPrice, order.currency)}</span>
                {item.addons.length > 0 && (
                  <span className="extra">{words.with(extrasOf({ extras: item.addons }))}</span>
                )}
              </li>
            ))}
          </ul>
          <Sums
            amounts={{
              ...order,
              vouchers: order.vouchers.map(({ code, discount }) => ({ code, amount: discount })),
              method: order.fulfilment.method,
              zone: order.fulfilment.zone?.name ?? undefined,
            }}
          />
        </section>
      ))}
    </Slip>
  );
}

export function totalsPlaced(orders: readonly Order[]): { currency: string; amount: number }[] {
  const totals = new Map<string, number>();
  for (const { currency, grandTotal } of orders)
    totals.set(currency, (totals.get(currency) ?? 0) + grandTotal);
  return [...totals].map(([currency, amount]) => ({ currency, amount }));
}

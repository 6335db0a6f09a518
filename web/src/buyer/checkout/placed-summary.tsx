import { useWords } from "../cart/words";
import type { Order } from "../order";
import { amountsOf, Lines, Sums } from "../sums";
import { Slip } from "./summary";
import { totalsOf } from "./totals";
import { w } from "./words";

/** The placed orders that wait for their code. */
export function PlacedSummary({ orders }: { orders: readonly Order[] }) {
  const words = useWords();
  const several = orders.length > 1;
  return (
    <Slip title={several ? w.orders : w.order} change={null} total={several ? totalsOf(orders) : []}>
      {orders.map((order) => (
        <section
          key={order.id}
          className={several ? "sum-part" : "sum-only"}
          aria-label={order.seller.name ?? ""}
        >
          {several && <h3>{order.seller.name}</h3>}
          <Lines order={order} words={words} />
          <Sums amounts={amountsOf(order)} words={words} />
        </section>
      ))}
    </Slip>
  );
}

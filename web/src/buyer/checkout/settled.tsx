/** The entered values, after the order was placed. */
import type { ReactNode } from "react";
import { buyerTime, longDay } from "~/lib/time";
import { addressLines } from "../address";
import { useWords } from "../cart/words";
import type { Order } from "../order";
import { Link } from "../shop/route";
import { code as c, w } from "./words";

interface Props {
  orders: readonly Order[];
  /** The sellers' time zones. */
  zones: Readonly<Record<string, string>>;
}

export function Settled({ orders, zones }: Props) {
  const words = useWords();
  const [first] = orders;
  if (!first) return null;
  const address = orders.find(({ fulfilment }) => fulfilment.address)?.fulfilment.address;
  const several = orders.length > 1;
  return (
    <dl className="settled">
      {orders.map((order) => (
        <Row key={order.id} name={several ? (order.seller.name ?? "") : c.settled.how}>
          {words.method[order.fulfilment.method]}, {wanted(order, zones[order.sellerId] ?? "UTC")}
        </Row>
      ))}
      {address && (
        <Row name={c.settled.where}>
          {addressLines(address).map((line) => (
            <div key={line}>{line}</div>
          ))}
        </Row>
      )}
      {first.customer && <Row name={c.settled.name}>{first.customer.name}</Row>}
      {orders
        .filter(({ notes }) => notes)
        .map((order) => (
          <Row key={order.id} name={c.settled.note}>
            {order.notes}
          </Row>
        ))}
    </dl>
  );
}

function wanted({ fulfilment }: Order, zone: string): string {
  const at = fulfilment.requestedFor;
  return at ? `${longDay(at, zone)}, ${buyerTime(at, zone)}` : c.soon;
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="quiet">{name}</dt>
      <dd>{children}</dd>
      <dd>
        <Link href="/checkout" aria-label={`${w.change}: ${name}`}>
          {w.change}
        </Link>
      </dd>
    </>
  );
}

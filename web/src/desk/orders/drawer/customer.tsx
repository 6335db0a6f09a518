import { useQuery } from "@tanstack/react-query";
import { spaced } from "~/lib/phone";
import { shortDay } from "~/lib/time";
import { Icon } from "~/ui/icon";
import { w } from "~/words/drawer";
import { useDesk } from "../../desk-context";
import { linesOf, mapLink } from "../../open-orders/address";
import { useDrivers } from "../../open-orders/queries";
import { searchRows } from "../../open-orders/reading";
import { isClosed, type Order } from "../../open-orders/types";
import { SearchLink } from "../use-search";

/** The customer, their contacts, their other orders, and the address. */
export function Customer({ order }: { order: Order }) {
  const { customer } = order;
  return (
    <section className="drawer-two">
      <div>
        <h3>{w.customer.title}</h3>
        {customer && (
          <>
            <p>
              {customer.name}
              <br />
              <a href={`tel:${customer.phone}`}>{spaced(customer.phone)}</a>
            </p>
            <p className="button-row">
              <a className="button" href={`tel:${customer.phone}`}>
                <Icon name="call" />
                {w.customer.call}
              </a>
              <a className="button" href={`sms:${customer.phone}`}>
                <Icon name="message" />
                {w.customer.message}
              </a>
            </p>
            <FurtherOrders phone={customer.phone} />
          </>
        )}
      </div>
      <Place order={order} />
    </section>
  );
}

function FurtherOrders({ phone }: { phone: string }) {
  const { seller, zone } = useDesk();
  const { data } = useQuery({
    queryKey: ["orders-of", seller.id, phone],
    queryFn: () => searchRows(phone),
    staleTime: 60_000,
  });
  if (!data) return null;
  const rows = data.orders.filter((row) => row.customer.phone === phone);
  const first = rows.at(-1);
  if (!first || rows.length < 2) return <p className="small quiet">{w.customer.first}</p>;
  const open = rows.filter(({ phase }) => !isClosed(phase)).length;
  const since = shortDay(first.placedAt, zone);
  return (
    <p className="small">
      <SearchLink search={{ view: "table", q: phone }}>
        {w.customer.orders(rows.length, data.pagination.nextCursor !== null, since)}
      </SearchLink>
      {open > 0 && w.customer.open(open)}
    </p>
  );
}

function Place({ order }: { order: Order }) {
  const drivers = useDrivers();
  const { method, address } = order.fulfilment;
  const driver = order.driverId && (drivers.get(order.driverId) ?? order.driverId);
  const title = { pickup: w.customer.pickup, delivery: w.customer.deliver, shipping: w.customer.ship }[
    method
  ];
  return (
    <div>
      <h3>{title}</h3>
      {address ? (
        <p>
          {linesOf(address).map((line) => (
            <span className="address-line" key={line}>
              {line}
            </span>
          ))}
          <a className="small" href={mapLink(address)}>
            {w.customer.maps}
          </a>
        </p>
      ) : (
        <p className="quiet">{w.customer.pickupText}</p>
      )}
      {driver && <p className="small">{w.customer.driver(driver)}</p>}
      {order.notes && (
        <p className="drawer-note">
          <Icon name="note" size={16} />
          <span>{order.notes}</span>
        </p>
      )}
    </div>
  );
}

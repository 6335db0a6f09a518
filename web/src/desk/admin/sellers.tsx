/** All sellers: facts, whether they take orders now, and a link to their orders. */
import { useQuery } from "@tanstack/react-query";
import { clock, zoneName } from "~/lib/time";
import { Icon } from "~/ui/icon";
import { w } from "~/words/admin";
import { w as desk } from "~/words/desk";
import { w as orders } from "~/words/orders";
import { useDesk } from "../desk-context";
import { Page } from "../form/page";
import { timeOrDay } from "../open-orders/labels";
import { Blank, Unread } from "../states";
import { AdminLink } from "./admin-link";
import { type Seller, sellersQuery } from "./queries";

export function SellersPart() {
  const { session } = useDesk();
  const sellers = useQuery(sellersQuery(session));
  if (!sellers.data) return <Unread read={sellers} title={w.sellers.failed} />;
  const { entries, cutOff } = sellers.data;
  if (entries.length === 0)
    return (
      <Blank icon="shop" title={w.sellers.none}>
        <p className="quiet">{w.sellers.noneText}</p>
        <p className="button-row">
          <button className="button" type="button" onClick={() => void sellers.refetch()}>
            <Icon name="reload" />
            {w.orders.again}
          </button>
        </p>
      </Blank>
    );
  const { columns } = w.sellers;
  return (
    <Page>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
      <section className="list-scroll" tabIndex={0} aria-label={w.sellers.table}>
        <table className="list">
          <thead>
            <tr>
              <th scope="col">{columns.name}</th>
              <th scope="col">{columns.id}</th>
              <th scope="col">{columns.lifecycle}</th>
              <th scope="col">{columns.methods}</th>
              <th scope="col">{columns.currency}</th>
              <th scope="col">{columns.zone}</th>
              <th scope="col">{columns.state}</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((seller) => (
              <tr key={seller.id}>
                <th scope="row" className="admin-name">
                  <AdminLink search={{ seller: seller.id }} aria-label={w.sellers.orders(seller.name)}>
                    {seller.name}
                  </AdminLink>
                </th>
                <td className="mono">{seller.id}</td>
                <td>
                  <AdminLink search={{ part: "lifecycles", lifecycle: seller.lifecycle }}>
                    {desk.lifecycle[seller.lifecycle] ?? seller.lifecycle}
                  </AdminLink>
                </td>
                <td>{seller.methods.map((method) => orders.method[method] ?? method).join(", ")}</td>
                <td>{seller.currency}</td>
                <td className="nowrap">{zoneName(seller.timezone)}</td>
                <td className="nowrap">
                  <State seller={seller} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {cutOff && <p className="hint">{desk.onlyFirst(entries.length)}</p>}
    </Page>
  );
}

function State({ seller: { pausedUntil, timezone } }: { seller: Seller }) {
  const until = pausedUntil ? Date.parse(pausedUntil) : 0;
  if (until <= clock.now())
    return (
      <span className="status status-done">
        <Icon name="done" />
        {w.sellers.open}
      </span>
    );
  return (
    <span className="status is-soon">
      <Icon name="pause" />
      {w.sellers.pausedUntil(timeOrDay(until, timezone))}
    </span>
  );
}

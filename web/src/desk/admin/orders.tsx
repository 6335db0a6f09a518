/** Orders of all sellers, newest first, page by page. Each opens as a page with its audit trail. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Problem } from "~/api/problem";
import { money } from "~/lib/money";
import { Icon } from "~/ui/icon";
import { w } from "~/words/admin";
import { w as words } from "~/words/orders";
import { useDesk } from "../desk-context";
import { Page } from "../form/page";
import { parts } from "../open-orders/facts";
import { phaseLook, statusLabel, timeOrDay } from "../open-orders/labels";
import type { Order } from "../open-orders/types";
import { Blank, Unread } from "../states";
import { AdminLink } from "./admin-link";
import { Filters } from "./filters";
import { ordersQuery } from "./queries";
import { type AdminSearch, isFiltered } from "./search";

export function OrdersPart({ search }: { search: AdminSearch }) {
  const { session } = useDesk();
  const { part: _, lifecycle: __, version: ___, ...filters } = search;
  const list = useInfiniteQuery(ordersQuery(session, filters));
  const problem = list.error instanceof Problem && list.error.status === 400 ? list.error : null;
  const orders = list.data?.pages.flatMap((page) => page.orders) ?? [];
  const shown = list.data && !list.error;
  return (
    <Page>
      <Filters search={search} problem={problem} days={list.data?.pages[0]?.days} />
      {problem ? (
        <Refused problem={problem} />
      ) : !list.data || (list.error && list.isPlaceholderData) ? (
        <Unread read={list} title={w.orders.failed} />
      ) : orders.length === 0 ? (
        <None search={search} again={() => void list.refetch()} />
      ) : (
        <div
          className={list.isPlaceholderData ? "admin-list admin-older" : "admin-list"}
          aria-busy={list.isPlaceholderData}
        >
          <Table orders={orders} total={list.data.pages[0]?.pagination.total} />
        </div>
      )}
      {shown && list.hasNextPage && !list.isPlaceholderData && (
        <p className="admin-more">
          <button
            className="button"
            type="button"
            aria-busy={list.isFetchingNextPage}
            onClick={() => !list.isFetchingNextPage && void list.fetchNextPage()}
          >
            {list.isFetchingNextPage ? w.orders.loadingMore : w.orders.more}
          </button>
        </p>
      )}
    </Page>
  );
}

/** The errors are shown at their fields; this is the way out. */
function Refused({ problem }: { problem: Problem }) {
  return (
    <div role="alert">
      <Blank icon="warning" title={w.orders.refused}>
        {problem.errors.length === 0 && <p>{problem.message}</p>}
        <Clear />
      </Blank>
    </div>
  );
}

function None({ search, again }: { search: AdminSearch; again: () => void }) {
  if (isFiltered(search))
    return (
      <Blank icon="search" title={w.orders.noMatch}>
        <Clear />
      </Blank>
    );
  return (
    <Blank icon="orders" title={w.orders.none}>
      <p className="quiet">{w.orders.noneText}</p>
      <p className="button-row">
        <button className="button" type="button" onClick={again}>
          <Icon name="reload" />
          {w.orders.again}
        </button>
      </p>
    </Blank>
  );
}

function Clear() {
  return (
    <p className="button-row">
      <AdminLink className="button" search={{}}>
        {w.orders.clear}
      </AdminLink>
    </p>
  );
}

function Table({ orders, total }: { orders: readonly Order[]; total: number | undefined }) {
  const { columns } = w.orders;
  return (
    <>
      {total !== undefined && (
        <p className="small quiet" role="status">
          {w.orders.total(total, new Intl.NumberFormat(document.documentElement.lang).format(total))}
        </p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
      <section className="list-scroll" tabIndex={0} aria-label={w.orders.table}>
        <table className="list admin-orders">
          <thead>
            <tr>
              <th scope="col">{columns.number}</th>
              <th scope="col">{columns.seller}</th>
              <th scope="col">{columns.placed}</th>
              <th scope="col">{columns.customer}</th>
              <th scope="col" className="num">
                {columns.total}
              </th>
              <th scope="col">{columns.payment}</th>
              <th scope="col">{columns.status}</th>
            </tr>
          </thead>
          <tbody>
            {orders.map((order) => (
              <Row key={order.id} order={order} />
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

function Row({ order }: { order: Order }) {
  const { zone } = useDesk();
  const { head, tail } = parts(order.orderNumber);
  const look = phaseLook(order.phase);
  return (
    <tr>
      <th scope="row" className="cell-number">
        <Link className="mono" to="/desk/admin/$id" params={{ id: order.id }}>
          <span className="quiet small">{head}</span>
          <b>{tail}</b>
        </Link>
      </th>
      <td className="cell-seller">{order.seller?.name ?? order.sellerId}</td>
      <td className="cell-placed nowrap">{timeOrDay(Date.parse(order.placedAt), zone)}</td>
      <td className="admin-name">{order.customer?.name}</td>
      <td className="cell-total num">{money(order.grandTotal, order.currency)}</td>
      <td className="cell-payment">{words.payment[order.payment.status] ?? order.payment.status}</td>
      <td className="cell-status">
        <span className={`status ${look.className}`}>
          <Icon name={look.icon} />
          {statusLabel(order.status)}
        </span>
      </td>
    </tr>
  );
}

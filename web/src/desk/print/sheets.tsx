/**
 * The printed content: rendered in the page while the browser prints, and visible on paper only. A separate document for it
 * would have to be written by script, which the policy does not allow.
 */
import "./print.css";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { money } from "~/lib/money";
import { spaced } from "~/lib/phone";
import { clock } from "~/lib/time";
import { w } from "~/words/actions";
import { w as dw } from "~/words/drawer";
import { deskNow } from "../actions/desk-now";
import { linesOf } from "../open-orders/address";
import { timeOrDay } from "../open-orders/labels";
import type { Order } from "../open-orders/types";
import type { Sheet } from "./index";
import { pickList } from "./pick-list";

/** The last printed content; a browser that does not report the end of its dialog leaves it in the page. */
let takeAway = () => {};

/** Opens the browser's print dialog, and removes the content when it closes. */
export async function print(orders: readonly Order[], sheet: Sheet): Promise<void> {
  await document.fonts.ready;
  takeAway();
  const paper = document.createElement("div");
  paper.className = "paper";
  document.body.append(paper);
  const root = createRoot(paper);
  flushSync(() => root.render(<Sheets orders={orders} sheet={sheet} />));
  takeAway = () => {
    takeAway = () => {};
    root.unmount();
    paper.remove();
  };
  addEventListener("afterprint", takeAway, { once: true });
  globalThis.print();
}

const timeOf = (at: string | number): string =>
  timeOrDay(typeof at === "string" ? Date.parse(at) : at, deskNow.get()?.zone ?? "UTC");

function Sheets({ orders, sheet }: { orders: readonly Order[]; sheet: Sheet }) {
  switch (sheet) {
    case "slips":
      return orders.map((order) => <Slip key={order.id} order={order} />);
    case "tickets":
      return orders.map((order) => <KitchenTicket key={order.id} order={order} />);
    case "picklist":
      return <PickList orders={orders} />;
  }
}

function Slip({ order }: { order: Order }) {
  const { customer, fulfilment, charges, currency } = order;
  const amount = (minor: number) => money(minor, currency);
  return (
    <article className="sheet">
      <Head order={order} title={w.print.slip} />
      <div className="sheet-two">
        <p>
          <b>{customer?.name}</b>
          {customer && <span>{spaced(customer.phone)}</span>}
          {fulfilment.address && linesOf(fulfilment.address).map((line) => <span key={line}>{line}</span>)}
        </p>
        <p>
          <b>{w.print.method[fulfilment.method]}</b>
          {fulfilment.zone?.name && <span>{fulfilment.zone.name}</span>}
          <span>
            {w.print.wanted}: {fulfilment.requestedFor ? timeOf(fulfilment.requestedFor) : w.print.soon}
          </span>
          <span>
            {w.print.placed}: {timeOf(order.placedAt)}
          </span>
        </p>
      </div>
      <table>
        <thead>
          <tr>
            <th scope="col">{w.print.quantity}</th>
            <th scope="col">{w.print.item}</th>
            <th scope="col" className="num">
              {w.print.price}
            </th>
          </tr>
        </thead>
        <tbody>
          {order.items.map((item) => (
            <tr key={item.id}>
              <td className="sheet-qty">{item.quantity}</td>
              <td>
                {item.name}
                {item.addons.map((addon) => (
                  <span className="sheet-extra" key={addon.addonId}>
                    {dw.items.extra(addon.quantity * item.quantity, addon.name)}
                  </span>
                ))}
              </td>
              <td className="num">{amount(item.totalPrice)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <dl className="sums">
        {[
          [dw.items.discount(""), -order.discount] as const,
          [dw.items.delivery(""), charges.deliveryFee] as const,
          [dw.items.packaging, charges.packagingFee] as const,
          [dw.items.tax, charges.taxAmount] as const,
        ].map(
          ([label, minor]) =>
            minor !== 0 && (
              <div className="sheet-sum" key={label}>
                <dt>{label}</dt>
                <dd>{amount(minor)}</dd>
              </div>
            ),
        )}
        <div className="sheet-sum strong">
          <dt>{dw.items.total}</dt>
          <dd>{amount(order.grandTotal)}</dd>
        </div>
      </dl>
      <Foot order={order} />
    </article>
  );
}

function KitchenTicket({ order }: { order: Order }) {
  return (
    <article className="sheet sheet-ticket">
      <Head order={order} title={w.print.method[order.fulfilment.method] ?? order.fulfilment.method} />
      <p>
        <b>{order.customer?.name}</b>
        <span>
          {w.print.wanted}:{" "}
          {order.fulfilment.requestedFor ? timeOf(order.fulfilment.requestedFor) : w.print.soon}
        </span>
      </p>
      <ul>
        {order.items.map((item) => (
          <li key={item.id}>
            <span className="sheet-qty">{item.quantity}</span>
            <span>
              {item.name}
              {item.addons.map((addon) => (
                <span className="sheet-extra" key={addon.addonId}>
                  {dw.items.extra(addon.quantity, addon.name)}
                </span>
              ))}
            </span>
          </li>
        ))}
      </ul>
      <Foot order={order} />
    </article>
  );
}

function Head({ order, title }: { order: Order; title: string }) {
  return (
    <header className="sheet-head">
      <p>
        <span>{order.seller.name}</span>
        <span>{title}</span>
        <span className="mono">{order.orderNumber}</span>
      </p>
      <h1 className="number">{order.orderNumber.slice(-4)}</h1>
    </header>
  );
}

function Foot({ order }: { order: Order }) {
  const { amountDue } = order.payment;
  return (
    <footer>
      {order.notes && (
        <p className="sheet-note">
          <b>{w.print.note}:</b> {order.notes}
        </p>
      )}
      <p className="strong">{amountDue > 0 ? w.print.due(money(amountDue, order.currency)) : w.print.paid}</p>
    </footer>
  );
}

function PickList({ orders }: { orders: readonly Order[] }) {
  return (
    <article className="sheet">
      <header className="sheet-head">
        <p>
          <span>{orders[0]?.seller.name}</span>
          <span>{w.print.totals(orders.length)}</span>
          <span>{w.print.asOf(timeOf(clock.now()))}</span>
        </p>
        <h1>{w.print.picklist}</h1>
      </header>
      <table>
        <thead>
          <tr>
            <th scope="col">{w.print.quantity}</th>
            <th scope="col">{w.print.item}</th>
            <th scope="col">{w.print.inOrders}</th>
          </tr>
        </thead>
        <tbody>
          {pickList(orders).map((pick) => (
            <tr key={pick.key}>
              <td className="sheet-qty">{pick.quantity}</td>
              <td>
                {pick.name}
                {pick.extras && <span className="sheet-extra">{pick.extras}</span>}
              </td>
              <td className="mono">{pick.orders.join(" ")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </article>
  );
}

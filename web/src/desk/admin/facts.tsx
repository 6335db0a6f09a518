/** Facts about an order: seller, times, customer, and fulfilment. */
import { useId } from "react";
import { deskTime, shortDay } from "~/lib/time";
import { w } from "~/words/admin";
import { w as desk } from "~/words/desk";
import { w as words } from "~/words/orders";
import type { InternalOrder } from "../open-orders/types";
import { AddressLines } from "./address";
import { AdminLink } from "./admin-link";

export function Facts({ read, zone }: { read: InternalOrder; zone: string }) {
  const id = useId();
  const { order, delivery } = read;
  const { name, version } = order.lifecycle;
  const at = (moment: string) => `${shortDay(moment, zone)}, ${deskTime(moment, zone)}`;
  const { customer, priority, promisedAt } = order;
  const { recipient, requestedFor } = delivery;
  return (
    <section className="form-part" aria-labelledby={id}>
      <h3 id={id}>{w.order.facts}</h3>
      <dl className="admin-facts">
        <dt>{w.order.seller}</dt>
        <dd>
          <AdminLink search={{ seller: order.sellerId }}>{order.seller?.name ?? order.sellerId}</AdminLink>
        </dd>
        <dt>{w.order.lifecycle}</dt>
        <dd>
          <AdminLink search={{ part: "lifecycles", lifecycle: name, ...(version > 1 && { version }) }}>
            {w.order.version(desk.lifecycle[name] ?? name, version)}
          </AdminLink>
        </dd>
        <dt>{w.order.placed}</dt>
        <dd>{at(order.placedAt)}</dd>
        <dt>{w.order.wanted}</dt>
        <dd>{requestedFor ? at(requestedFor) : w.order.asap}</dd>
        {promisedAt && (
          <>
            <dt>{w.order.promised}</dt>
            <dd>{at(promisedAt)}</dd>
          </>
        )}
        <dt>{w.order.customer}</dt>
        <dd>
          {customer?.name}
          {customer?.phone && (
            <>
              {" "}
              <a className="nowrap" href={`tel:${customer.phone}`}>
                {customer.phone}
              </a>
            </>
          )}
        </dd>
        {recipient.name !== customer?.name && (
          <>
            <dt>{w.order.recipient}</dt>
            <dd>{recipient.name}</dd>
          </>
        )}
        <dt>{w.order.method}</dt>
        <dd>{words.method[delivery.method] ?? delivery.method}</dd>
        {delivery.address && (
          <>
            <dt>{w.order.address}</dt>
            <dd>
              <AddressLines address={delivery.address} />
            </dd>
          </>
        )}
        <dt>{w.order.priority}</dt>
        <dd>{words.priority[priority] ?? priority}</dd>
        <dt>{w.order.orderVersion}</dt>
        <dd>{order.version}</dd>
        {order.notes && (
          <>
            <dt>{w.order.notes}</dt>
            <dd className="admin-text">{order.notes}</dd>
          </>
        )}
        {order.internalNotes && (
          <>
            <dt>{w.order.staffNotes}</dt>
            <dd className="admin-text">{order.internalNotes}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

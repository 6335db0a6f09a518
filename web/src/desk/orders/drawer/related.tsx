import { Fragment } from "react";
import { w } from "~/words/drawer";
import { parts } from "../../open-orders/facts";
import { useRows } from "../../open-orders/queries";
import type { Order } from "../../open-orders/types";
import { OrderLink } from "../order-link";

/** The related orders, and the batch of this one. */
export function Related({ order }: { order: Order }) {
  const rows = useRows();
  const together = order.groupId
    ? rows.filter((row) => row.groupId === order.groupId && row.id !== order.id).map(({ id }) => id)
    : [];
  const links: [string, readonly string[]][] = [
    [w.related.splitFrom, order.splitFrom ? [order.splitFrom] : []],
    [w.related.splitInto, order.splitInto ?? []],
    [w.related.mergedFrom, order.mergedFrom ?? []],
    [w.related.mergedInto, order.mergedInto ? [order.mergedInto] : []],
    [w.related.group, together],
  ];
  const shown = links.filter(([, ids]) => ids.length > 0);
  const alone = order.groupId !== undefined && together.length === 0;
  if (shown.length === 0 && !alone && !order.batchId && !order.templateId) return null;
  return (
    <section aria-labelledby="related-title">
      <h3 id="related-title">{w.related.title}</h3>
      <dl className="related">
        {shown.map(([label, ids]) => (
          <Fragment key={label}>
            <dt className="quiet">{label}</dt>
            <dd>
              {ids.map((id) => (
                <OrderLink key={id} id={id} className="mono strong">
                  {parts(id).tail}
                </OrderLink>
              ))}
            </dd>
          </Fragment>
        ))}
        {alone && <dt className="quiet related-alone">{w.related.groupAlone}</dt>}
        {order.batchId && (
          <>
            <dt className="quiet">{w.related.batch}</dt>
            <dd>
              <span className="mono">{order.batchId}</span>
              {order.deliverySequence && `, ${w.related.stop(order.deliverySequence)}`}
            </dd>
          </>
        )}
        {order.templateId && (
          <>
            <dt className="quiet">{w.related.template}</dt>
            <dd className="mono">{order.templateId}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

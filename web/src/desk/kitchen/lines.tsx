/** The lines of a ticket: each is a button that strikes it through. */
import { Icon } from "~/ui/icon";
import { w } from "~/words/kitchen";
import type { Order } from "../open-orders/types";
import { strike, useStruck } from "./struck";

export function Lines({ order, items }: { order: Order | undefined; items: number }) {
  if (order === undefined) return <Ghosts items={items} />;
  return (
    <>
      <OrderLines order={order} />
      {order.notes && (
        <p className="cook-note">
          <Icon name="note" />
          <span>{order.notes}</span>
        </p>
      )}
    </>
  );
}

function OrderLines({ order }: { order: Order }) {
  const struck = useStruck(order.id);
  const stopped = order.phase === "cancelled";
  return (
    <ul className="cook-lines">
      {order.items.map(({ id, name, quantity, addons }) => {
        const done = stopped || struck.includes(id);
        return (
          <li key={id} className={done ? "cook-done" : undefined}>
            <button
              type="button"
              aria-pressed={done}
              aria-disabled={stopped}
              onClick={() => !stopped && strike(order.id, id)}
            >
              <span className={`cook-qty${quantity > 1 ? " cook-many" : ""}`}>{quantity}</span>
              <span className="cook-name">{name}</span>
              {addons.map((extra) => (
                <span className="cook-extra" key={extra.addonId}>
                  {w.extra(extra.name, extra.quantity * quantity)}
                </span>
              ))}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** As many placeholders as there may be lines, until they are read. */
function Ghosts({ items }: { items: number }) {
  return (
    <ul className="cook-lines" aria-label={w.linesLoading}>
      {Array.from({ length: Math.min(Math.max(items, 1), 3) }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same.
        <li key={at} className="cook-ghost">
          <span className="ghost ghost-line" />
        </li>
      ))}
    </ul>
  );
}

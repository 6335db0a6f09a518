/** The actions of a ticket: the next transition, and all others behind the arrow. */
import { Icon } from "~/ui/icon";
import { ActionMenu, primaryAction, useAct } from "../actions";
import type { Order, OrderRow } from "../open-orders/types";
import type { Intent } from "../open-orders/under-way";

export function TicketActions({
  row,
  order,
  saving,
  filled,
}: {
  row: OrderRow;
  order: Order | undefined;
  saving: Intent | null;
  /** Filled when somebody has to act now. */
  filled: boolean;
}) {
  const act = useAct();
  if (saving)
    return (
      <button className="button" type="button" aria-busy="true">
        <Icon name="check" />
        {saving.label}
      </button>
    );
  const next = primaryAction(row, order);
  if (next === undefined) return <ActionMenu row={row} order={order} />;
  return (
    <div className="button-pair">
      <button
        className={`button${filled ? " button-primary" : ""}`}
        type="button"
        data-next
        onClick={() => act(row, next)}
      >
        {next.label}
      </button>
      <ActionMenu row={row} order={order} half={filled ? "primary" : "plain"} />
    </div>
  );
}

/** The possible statuses of many orders, by the server's own list for each order. */
import type { Order, Status } from "../../open-orders/types";

export interface Target {
  status: Status;
  /** The orders for which it is possible. */
  can: readonly Order[];
  /** The others. */
  cannot: readonly Order[];
}

/** The operations that lead to a status and that a bulk change may call. */
const STEPS = ["accept-order", "update-order-status", "reject-order"];

const statusesOf = (order: Pick<Order, "allowedActions">): Status[] =>
  order.allowedActions
    .filter(({ action }) => STEPS.includes(action))
    .map(({ status }) => status)
    .filter((status) => status !== undefined);

/** Every status that is possible for at least one order; those for most orders come first. */
export function targetsOf(orders: readonly Order[]): Target[] {
  const statuses = [...new Set(orders.flatMap(statusesOf))];
  const targets = statuses.map((status) => {
    const can = orders.filter((order) => statusesOf(order).includes(status));
    return { status, can, cannot: orders.filter((order) => !can.includes(order)) };
  });
  return targets.sort((a, b) => b.can.length - a.can.length);
}

/** Which of many orders can go where, as the server allows it of each. */
import type { Order, Status } from "../../open-orders/types";

export interface Target {
  status: Status;
  /** Those that can go there. */
  can: readonly Order[];
  /** Those that cannot. */
  cannot: readonly Order[];
}

/** The functions that lead to a status, which a change of many may ask for. */
const STEPS = ["accept-order", "update-order-status", "reject-order"];

const statusesOf = (order: Pick<Order, "allowedActions">): Status[] =>
  order.allowedActions
    .filter(({ action }) => STEPS.includes(action))
    .map(({ status }) => status)
    .filter((status) => status !== undefined);

/** Every status that at least one of them can go to, what most of them can do first. */
export function targetsOf(orders: readonly Order[]): Target[] {
  const statuses = [...new Set(orders.flatMap(statusesOf))];
  const targets = statuses.map((status) => {
    const can = orders.filter((order) => statusesOf(order).includes(status));
    return { status, can, cannot: orders.filter((order) => !can.includes(order)) };
  });
  return targets.sort((a, b) => b.can.length - a.can.length);
}

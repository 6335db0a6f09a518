/** Which of many orders can go where, as the server allows it of each. */
import type { Order } from "../types";

export interface Target {
  status: string;
  /** Those that can go there. */
  can: readonly Order[];
  /** Those that cannot. */
  cannot: readonly Order[];
}

/** The functions that lead to a status, which a change of many may ask for. */
const STEPS = ["accept-order", "update-order-status", "reject-order"];

const statusesOf = (order: Pick<Order, "allowedActions">): string[] =>
  order.allowedActions
    .filter(({ action, status }) => STEPS.includes(action) && status !== undefined)
    .map(({ status }) => status ?? "");

/** Every status that at least one of them can go to, what most of them can do first. */
export function targetsOf(orders: readonly Order[]): Target[] {
  const statuses = [...new Set(orders.flatMap(statusesOf))];
  const targets = statuses.map((status) => {
    const can = orders.filter((order) => statusesOf(order).includes(status));
    return { status, can, cannot: orders.filter((order) => !can.includes(order)) };
  });
  return targets.sort((a, b) => b.can.length - a.can.length);
}

import type { Order, OrderRow } from "./types";

/** A row derived from a whole order, until the server's own row of that version arrives. */
export function rowOf(order: Order): OrderRow {
  const { fulfilment, acceptance, promisedAt, sla } = order;
  const target = acceptance
    ? { kind: "accept" as const, at: acceptance.dueAt }
    : sla
      ? { kind: "sla" as const, at: sla.dueAt }
      : promisedAt && { kind: "promise" as const, at: promisedAt };
  return {
    id: order.id,
    orderNumber: order.orderNumber,
    sellerId: order.sellerId,
    version: order.version,
    status: order.status,
    phase: order.phase,
    lifecycle: order.lifecycle,
    placedAt: order.placedAt,
    customer: { name: order.customer?.name ?? "", phone: order.customer?.phone ?? "" },
    itemCount: order.items.reduce((sum, item) => sum + item.quantity, 0),
    grandTotal: order.grandTotal,
    currency: order.currency,
    payment: { status: order.payment.status, amountDue: order.payment.amountDue },
    fulfilment: {
      method: fulfilment.method,
      ...(fulfilment.zone && { zone: fulfilment.zone }),
      ...(fulfilment.requestedFor && { requestedFor: fulfilment.requestedFor }),
    },
    ...(promisedAt && { promisedAt }),
    ...(target && { target }),
    slaBreached: sla?.breached ?? false,
    priority: order.priority,
    ...(order.mealWindow && { mealWindow: order.mealWindow }),
    ...(order.batchId && { batchId: order.batchId }),
    ...(order.driverId && { driverId: order.driverId }),
    ...(order.groupId && { groupId: order.groupId }),
  };
}

const words = {
  kind: {
    new_order: "New order",
    order_cancelled: "Order cancelled",
    accept_late: "Nobody has accepted this order",
    target_missed: "Order is late",
    stock_low: "Stock is low",
    refund_failed: "A refund failed",
    payment_failed: "A payment could not be taken",
    payment_expiring: "A held payment ends within a day",
    dispute_opened: "A payment is disputed",
    batch_assigned: "Batch to deliver",
    batch_cancelled: "Batch cancelled",
  },
  left: (product: string, count: number) => `${product} · ${count} left`,
  batch: (number: string, orders: number) => `${number} · ${orders === 1 ? "1 order" : `${orders} orders`}`,
  isNew: "new",
  empty: "No notifications yet",
  emptyHint: "New orders, cancellations, delays and low stock appear here and are kept for 30 days.",
  emptyHintOfDriver: "New and cancelled batches appear here and are kept for 30 days.",
  failed: "The notifications could not be loaded.",
  older: "Show older ones",
  olderFailed: "Older ones could not be loaded. Try again",
  close: "Close",
};

export type NotificationWords = typeof words;
export default words;

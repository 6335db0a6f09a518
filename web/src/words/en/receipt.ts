/** Words of a receipt. */

const words = {
  title: "Receipt",
  order: "Order",
  placed: "Placed",
  paid: "Paid",
  refunded: "Refunded",
  due: "Still to pay",
  to: "For",
};

export type ReceiptWords = typeof words;
export default words;

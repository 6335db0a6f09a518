/** Words that the buyer's pages share: part of the words of each. */

const words = {
  theme: "Switch between light and dark",
  language: "Language",
  myOrders: "My orders",
  again: "Order again",
  tryAgain: "Try again",
  byItself: (clock: string) => `Again in ${clock}.`,
  request: "Request",
  offline: "No connection",
  stale: "No connection. What you see may have changed since.",
  offlineHint: "Docket did not answer. Please check your connection.",
  failed: "That did not work",
  method: { pickup: "Pickup", delivery: "Delivery", shipping: "Shipping" },
  free: "free",
  subtotal: "Items",
  total: "Total",
  voucher: (code: string) => `Voucher ${code}`,
  packaging: "Packaging",
  tax: "Tax",
  items: (n: number) => (n === 1 ? "1 item" : `${n} items`),
  with: (extras: string) => `with ${extras}`,
  range: (text: string) => text.replace(/\s*[–-]\s*/, " to "),
  held: (time: string) => `held until ${time}`,
};

export type BuyerWords = typeof words;
export default words;

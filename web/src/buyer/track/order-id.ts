// The payment provider adds the payment's secret to the address that it returns to; it is removed at once.
if (location.search.includes("payment_intent")) history.replaceState(null, "", location.pathname);

/** The order id in the address; an invalid address gives an id that no order has. */
export const orderId = decoded(/^\/t\/([^/]+)/.exec(location.pathname)?.[1] ?? "");

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

// The payment provider adds the payment's secret to the address that it leads back to: it does not stay there.
if (location.search.includes("payment_intent")) history.replaceState(null, "", location.pathname);

/** The order that the address names; an address that is no good names none that there is. */
export const orderId = decoded(/^\/t\/([^/]+)/.exec(location.pathname)?.[1] ?? "");

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The parameters of the page's address, and the pages that it continues to. No React. */

export interface Asked {
  orderId: string;
  /** The checkout whose orders are paid together. */
  groupId: string | null;
  /** Orders whose payments follow this one. */
  next: readonly string[];
}

/** Reads `/pay/{orderId}?checkout={groupId}` or `/pay/{orderId}?next={orderId}&next=…`. */
export function askedBy({ pathname, search }: { pathname: string; search: string }): Asked {
  const query = new URLSearchParams(search);
  const [, orderId = ""] = /^\/pay\/([^/]+)/.exec(pathname) ?? [];
  return { orderId: decoded(orderId), groupId: query.get("checkout"), next: query.getAll("next") };
}

/** The address of the payment page of an order, and of the orders after it. */
export function payPath(orderId: string, next: readonly string[] = []): string {
  const query = new URLSearchParams(next.map((id) => ["next", id]));
  return `/pay/${encodeURIComponent(orderId)}${query.size > 0 ? `?${query}` : ""}`;
}

/** The address of the page that pays all orders of a checkout together; it returns to one of them. */
export const payTogetherPath = (orderId: string, groupId: string) =>
  `${payPath(orderId)}?checkout=${encodeURIComponent(groupId)}`;

export const trackPath = (orderId: string) => `/t/${encodeURIComponent(orderId)}`;

/** The next page after this payment: the payment of the next order, or the tracking page. */
export function pathAfter({ orderId, next: [first, ...more] }: Asked): string {
  return first === undefined ? trackPath(orderId) : payPath(first, more);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

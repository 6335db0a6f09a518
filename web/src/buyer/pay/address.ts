/** What the address of the page asks for, and where it leads to. No React. */

export interface Asked {
  orderId: string;
  /** The checkout whose orders are paid together. */
  groupId: string | null;
  /** Orders that are paid by themselves after this one. */
  next: readonly string[];
}

/** Reads `/pay/{orderId}?checkout={groupId}` or `/pay/{orderId}?next={orderId}&next=…`. */
export function askedBy({ pathname, search }: { pathname: string; search: string }): Asked {
  const query = new URLSearchParams(search);
  const [, orderId = ""] = /^\/pay\/([^/]+)/.exec(pathname) ?? [];
  return { orderId: decoded(orderId), groupId: query.get("checkout"), next: query.getAll("next") };
}

/** The page on which an order is paid, and the orders after it. */
export function payPath(orderId: string, next: readonly string[] = []): string {
  const query = new URLSearchParams(next.map((id) => ["next", id]));
  return `/pay/${encodeURIComponent(orderId)}${query.size > 0 ? `?${query}` : ""}`;
}

/** The page on which all orders of a checkout are paid together; it leads back to one of them. */
export const payTogetherPath = (orderId: string, groupId: string) =>
  `${payPath(orderId)}?checkout=${encodeURIComponent(groupId)}`;

export const trackPath = (orderId: string) => `/t/${encodeURIComponent(orderId)}`;

/** Where it goes on once this is paid: to the next order that is to be paid, or back to the order. */
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

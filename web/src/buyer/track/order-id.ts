/** The order that the address names; an address that is no good names none that there is. */
export const orderId = decoded(/^\/t\/([^/]+)/.exec(location.pathname)?.[1] ?? "");

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

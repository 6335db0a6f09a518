import { Session } from "~/api/session";

/** The buyer's, which the shop, tracking and history share. */
export const session = new Session("shop");

/** The order that the address names. */
export const orderId = decodeURIComponent(/^\/t\/([^/]+)/.exec(location.pathname)?.[1] ?? "");

import { Session } from "~/api/session";

/** The buyer's, which the shop, tracking and history share. */
export const session = new Session("shop");

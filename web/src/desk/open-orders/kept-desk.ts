/**
 * What this device keeps of the desk that it shows, so that a wall display that is loaded again without a connection
 * has its last tickets: who was signed in, for which seller, and the orders. It is of one person: whoever finds the
 * session ended forgets it.
 */
import type { Me } from "~/api/session";
import { keptRecord } from "~/lib/kept-record";
import { clock } from "~/lib/time";
import type { Seller } from "../desk-context";
import type { Order, OrderRow } from "./types";

export interface KeptDesk {
  me: Me;
  seller: Seller;
  rows: readonly OrderRow[];
  /** Whole orders, for their lines. */
  orders: readonly Order[];
  /** When the server last said that it is so, on this device's clock. */
  at: number;
  /** By how much the server's clock was ahead of this device's. */
  ahead: number;
}

const kept = keptRecord<KeptDesk>("docket-desk");

export const keepDesk = (desk: Omit<KeptDesk, "at" | "ahead">): Promise<void> =>
  kept.keep({ ...desk, at: Date.now(), ahead: clock.ahead });

export const readDesk = kept.read;
export const forgetDesk = kept.forget;

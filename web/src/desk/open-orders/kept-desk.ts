/**
 * The state that this device stores, so that a wall display that is reloaded without a connection shows its last tickets:
 * the signed-in person, the seller, and the orders. It belongs to one person, and is deleted when the session turns out to
 * have ended.
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
  /** When the server last confirmed it, by this device's clock. */
  at: number;
  /** By how much the server's clock was ahead of this device's. */
  ahead: number;
}

const kept = keptRecord<KeptDesk>("docket-desk");

export const keepDesk = (desk: Omit<KeptDesk, "at" | "ahead">): Promise<void> =>
  kept.keep({ ...desk, at: Date.now(), ahead: clock.ahead });

export const readDesk = kept.read;
export const forgetDesk = kept.forget;

/** The types of orders on the sellers' pages: short rows for lists, whole orders for details. */
import type { components } from "~/api/schema";

export type Order = components["schemas"]["Order"];
export type AuditEntry = components["schemas"]["AuditEntry"];
export type InternalOrder = components["schemas"]["InternalOrder"];
export type Status = components["schemas"]["StatusName"];
export type Phase = components["schemas"]["PhaseName"];
export type Priority = components["schemas"]["PriorityName"];
export type Method = components["schemas"]["MethodName"];
export type PaymentStatus = components["schemas"]["PaymentStatus"];
export type Refund = components["schemas"]["Refund"];
export type Lifecycle = components["schemas"]["Lifecycle"];

/** An order in a list (`view=row`). */
export type OrderRow = components["schemas"]["OrderRow"];
/** A page of whole orders. */
export type OrderPage = components["schemas"]["OrderPage"];
/** A page of rows. */
export type RowPage = components["schemas"]["OrderRowPage"];

/** The phases of open orders, in their order. */
export const OPEN_PHASES = ["unverified", "open", "accepted", "working", "ready", "in_transit"] as const;
/** The phases of ended orders. */
export const CLOSED_PHASES = ["done", "cancelled", "rejected", "failed"] as const;
export const PHASES: readonly Phase[] = [...OPEN_PHASES, ...CLOSED_PHASES];
export const METHODS: readonly Method[] = ["pickup", "delivery", "shipping"];
export const PRIORITIES: readonly Priority[] = ["urgent", "high", "normal", "low"];
export const PAYMENTS: readonly PaymentStatus[] = [
  "unpaid",
  "pending",
  "authorized",
  "partly_paid",
  "paid",
  "refund_requested",
  "refund_failed",
  "partly_refunded",
  "refunded",
  "disputed",
];

export const isClosed = (phase: Phase): boolean => (CLOSED_PHASES as readonly Phase[]).includes(phase);

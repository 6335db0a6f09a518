/** What the desk reads of orders: short rows for the list, whole orders for what is looked at. */
import type { components } from "~/api/schema";

export type Order = components["schemas"]["Order"];
export type InternalOrder = components["schemas"]["InternalOrder"];
export type Phase = components["schemas"]["PhaseName"];
export type Priority = components["schemas"]["PriorityName"];
export type Method = components["schemas"]["MethodName"];
export type PaymentStatus = components["schemas"]["PaymentStatus"];
export type Lifecycle = components["schemas"]["Lifecycle"];

/** An order in a list (`view=row`). */
export interface OrderRow {
  id: string;
  orderNumber: string;
  sellerId: string;
  version: number;
  status: string;
  phase: Phase;
  lifecycle: { name: string; version: number };
  placedAt: string;
  customer: { name: string; phone: string };
  itemCount: number;
  grandTotal: number;
  currency: string;
  payment: { status: PaymentStatus; amountDue: number };
  fulfilment: { method: Method; zone?: { id: string; name: string | null }; requestedFor?: string };
  /** When it is expected to be ready or at the door. */
  promisedAt?: string;
  /** What it must keep to next. */
  target?: { kind: "accept" | "sla" | "promise"; at: string };
  slaBreached: boolean;
  priority: Priority;
  mealWindow?: string;
  batchId?: string;
  driverId?: string;
  groupId?: string;
}

/** A page of rows. */
export interface RowPage {
  orders: OrderRow[];
  pagination: { nextCursor: string | null; total?: number };
}

/** Phases in which somebody still works on an order, in their order. */
export const OPEN_PHASES = ["unverified", "open", "accepted", "working", "ready", "in_transit"] as const;
/** Phases in which nobody does. */
export const CLOSED_PHASES = ["done", "cancelled", "rejected", "failed"] as const;
export const PHASES: readonly Phase[] = [...OPEN_PHASES, ...CLOSED_PHASES];
export const METHODS: readonly Method[] = ["pickup", "delivery", "shipping"];
export const PRIORITIES: readonly Priority[] = ["urgent", "high", "normal", "low"];
export const PAYMENTS: readonly PaymentStatus[] = [
  "unpaid",
  "partly_paid",
  "paid",
  "refund_requested",
  "refunded",
];

export const isClosed = (phase: Phase): boolean => (CLOSED_PHASES as readonly Phase[]).includes(phase);

/** The texts and icons of a row. */
import { clock, dayAndMonth, dayOf, deskTime, shortDay, startOfDay } from "~/lib/time";
import type { IconName } from "~/ui/icon";
import { w } from "~/words/orders";
import { facts, isLate } from "./facts";
import type { Method, OrderRow, PaymentStatus, Phase } from "./types";

const PHASE_LOOK: Record<Phase, { icon: IconName; className: string }> = {
  unverified: { icon: "unverified", className: "status-unverified" },
  open: { icon: "new", className: "status-new" },
  accepted: { icon: "accepted", className: "status-accepted" },
  working: { icon: "working", className: "status-working" },
  ready: { icon: "ready", className: "status-ready" },
  in_transit: { icon: "moving", className: "status-moving" },
  done: { icon: "done", className: "status-done" },
  cancelled: { icon: "cancelled", className: "status-stopped" },
  rejected: { icon: "rejected", className: "status-stopped" },
  failed: { icon: "warning", className: "status-stopped" },
};

export const METHOD_ICON: Record<Method, IconName> = { pickup: "shop", delivery: "bike", shipping: "parcel" };

export const phaseLook = (phase: Phase) => PHASE_LOOK[phase];

export const statusLabel = (status: string): string => w.status[status] ?? status;

/** The board's name of a phase; a kitchen has its own word for work. */
export function phaseLabel(phase: Phase, lifecycle: string, short = false): string {
  if (phase === "working" && lifecycle === "kitchen") return short ? w.kitchenShort : w.kitchen;
  return w.phase[phase];
}

const PAYMENT_ICON: Record<PaymentStatus, IconName> = {
  unpaid: "cash",
  pending: "clock",
  authorized: "card",
  partly_paid: "cash",
  paid: "check",
  refund_requested: "refund",
  partly_refunded: "refund",
  refunded: "refund",
  refund_failed: "warning",
  disputed: "warning",
};

/** Payment statuses that need somebody's attention. */
const WANT_SOMEBODY: readonly PaymentStatus[] = ["refund_failed", "disputed"];

export function paymentOf({ payment, fulfilment }: OrderRow): {
  icon: IconName;
  label: string;
  /** The CSS class of its colour. */
  look: "" | " is-good" | " is-bad";
} {
  const cash = payment.status === "unpaid" && fulfilment.method === "delivery";
  return {
    icon: PAYMENT_ICON[payment.status] ?? "cash",
    label: cash ? w.cashDue : (w.payment[payment.status] ?? payment.status),
    look: payment.status === "paid" ? " is-good" : WANT_SOMEBODY.includes(payment.status) ? " is-bad" : "",
  };
}

let today = { zone: "", from: 0, to: 0 };

/** Whether a moment is today; the bounds of the day are computed once, because many rows ask. */
function isToday(at: number, zone: string): boolean {
  const now = clock.now();
  if (today.zone !== zone || now < today.from || now >= today.to) {
    const from = startOfDay(dayOf(now, zone), zone);
    // Some days have 23 hours, and some 25: the next day begins on the day after this noon.
    today = { zone, from, to: startOfDay(dayOf(from + 36 * 3_600_000, zone), zone) };
  }
  return today.from <= at && at < today.to;
}

/** A moment as a time, with its day where that is not today. */
export function timeOrDay(at: number, zone: string): string {
  return isToday(at, zone) ? deskTime(at, zone) : `${shortDay(at, zone)} ${deskTime(at, zone)}`;
}

/** The form for the table: only the day when it is not today, with the time apart, which narrow tables omit. */
export function tableTime(at: number, zone: string): { main: string; time: string | null } {
  if (isToday(at, zone)) return { main: deskTime(at, zone), time: null };
  return { main: dayAndMonth(at, zone), time: deskTime(at, zone) };
}

export type Tone = "plain" | "soon" | "late";

export interface Due {
  tone: Tone;
  icon: IconName;
  text: string;
}

/** From this many minutes on, a time counts as soon. */
const SOON = 5;

/** A row's next deadline as remaining time. */
export function dueOf(row: OrderRow, now: number): Due | null {
  const { targetAt } = facts(row);
  if (isLate(row, now)) {
    const text =
      targetAt === null ? w.due.slow : w.due.late(Math.max(1, Math.floor((now - targetAt) / 60_000)));
    return { tone: "late", icon: "late", text };
  }
  if (targetAt === null || row.phase === "unverified" || facts(row).step > 5) return null;
  const left = minutesLeft(targetAt - now);
  return { tone: left <= SOON ? "soon" : "plain", icon: "clock", text: w.due.left(left) };
}

/** The form for a ticket in its lane: it says what the time is for. */
export function ticketDueOf(
  row: OrderRow,
  now: number,
  zone: string,
  readyAt: string | undefined,
): Due | null {
  const due = dueOf(row, now);
  if (due === null || due.tone === "late") return due ?? readySince(row, now, readyAt);
  const left = minutesLeft((facts(row).targetAt ?? now) - now);
  if (row.target?.kind === "accept" || row.phase === "open") return { ...due, text: w.due.accept(left) };
  if (row.phase === "ready") return readySince(row, now, readyAt) ?? due;
  const promised = facts(row).promisedAt;
  if (row.phase === "in_transit" && promised !== null)
    return { ...due, text: w.due.by(timeOrDay(promised, zone)) };
  return due;
}

function readySince(row: OrderRow, now: number, readyAt: string | undefined): Due | null {
  if (row.phase !== "ready" || readyAt === undefined) return null;
  return { tone: "plain", icon: "ready", text: w.due.ready(minutes(now - Date.parse(readyAt))) };
}

const minutes = (milliseconds: number): number => Math.max(0, Math.round(milliseconds / 60_000));
/** A minute that has begun counts: nothing has 0 minutes left before it is late. */
const minutesLeft = (milliseconds: number): number => Math.max(1, Math.ceil(milliseconds / 60_000));

/** What lists need of a row again and again, worked out once for each version of it. */
import { isClosed, OPEN_PHASES, type OrderRow, type Phase, PRIORITIES } from "./types";

export interface Facts {
  placedAt: number;
  /** When the buyer wants it; null for as soon as possible. */
  wantedAt: number | null;
  promisedAt: number | null;
  targetAt: number | null;
  /** 0 for the most urgent. */
  priority: number;
  /** Place of the phase in the lifecycle's order. */
  step: number;
}

const known = new WeakMap<OrderRow, Facts>();
const STEPS: readonly Phase[] = [...OPEN_PHASES, "done", "cancelled", "rejected", "failed"];

export function facts(row: OrderRow): Facts {
  const before = known.get(row);
  if (before) return before;
  const made: Facts = {
    placedAt: Date.parse(row.placedAt),
    wantedAt: moment(row.fulfilment.requestedFor),
    promisedAt: moment(row.promisedAt),
    targetAt: moment(row.target?.at),
    priority: PRIORITIES.indexOf(row.priority),
    step: STEPS.indexOf(row.phase),
  };
  known.set(row, made);
  return made;
}

const moment = (at: string | undefined): number | null => (at === undefined ? null : Date.parse(at));

/** What a text is looked for in, once somebody looks for one. */
export interface Words {
  name: string;
  all: string;
}

const knownWords = new WeakMap<OrderRow, Words>();

export function wordsOf(row: OrderRow): Words {
  const before = knownWords.get(row);
  if (before) return before;
  const name = folded(row.customer.name);
  const zone = folded(row.fulfilment.zone?.name ?? "");
  const made = { name, all: `${row.orderNumber.toLowerCase()} ${name} ${row.customer.phone} ${zone}` };
  knownWords.set(row, made);
  return made;
}

/** Lower case without accents, so that `echeverria` finds Echeverría. */
export function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** The ten characters that identify an order, as the desk writes them: six small, four large. */
export function parts(orderNumber: string): { head: string; tail: string } {
  return { head: orderNumber.slice(-10, -4), tail: orderNumber.slice(-4) };
}

/** Whether what it must keep to has passed. */
export function isLate(row: OrderRow, now: number): boolean {
  const { targetAt, step } = facts(row);
  if (step === 0 || step >= OPEN_PHASES.length) return false;
  return targetAt === null ? row.slaBreached : targetAt < now;
}

/** How far ahead something is for later. */
const LATER = 3 * 3_600_000;

/** Whether it is wanted so much later that nobody works on it now. */
export function isForLater(row: OrderRow, now: number): boolean {
  const { wantedAt } = facts(row);
  return wantedAt !== null && wantedAt - now > LATER && !isClosed(row.phase);
}

/** Placed so little ago that nobody has seen it, perhaps. */
const JUST = 2 * 60_000;

export const isJustIn = (row: OrderRow, now: number): boolean =>
  row.phase === "open" && now - facts(row).placedAt < JUST;

/** Money is still to be taken, by the driver for what is brought. */
export const isUnpaid = (row: OrderRow): boolean => row.payment.amountDue > 0;

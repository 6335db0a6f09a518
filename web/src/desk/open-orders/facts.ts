/** Facts of a row that lists need repeatedly, computed once for each version. */
import { isClosed, OPEN_PHASES, type OrderRow, type Phase, PRIORITIES } from "./types";

export interface Facts {
  placedAt: number;
  /** The requested time; null for as soon as possible. */
  wantedAt: number | null;
  promisedAt: number | null;
  targetAt: number | null;
  /** 0 for the most urgent. */
  priority: number;
  /** The index of the phase in the lifecycle's order. */
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

/** The text that searches look in, computed with the first search. */
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

/** The ten characters that identify an order, in their displayed form: six small, four large. */
export function parts(orderNumber: string): { head: string; tail: string } {
  return { head: orderNumber.slice(-10, -4), tail: orderNumber.slice(-4) };
}

/** Whether its deadline has passed. */
export function isLate(row: OrderRow, now: number): boolean {
  const { targetAt, step } = facts(row);
  if (step === 0 || step >= OPEN_PHASES.length) return false;
  return targetAt === null ? row.slaBreached : targetAt < now;
}

/** From how far ahead on an order is for later. */
const LATER = 3 * 3_600_000;

/** Whether its requested time is so far ahead that nobody works on it now. */
export function isForLater(row: OrderRow, now: number): boolean {
  const { wantedAt } = facts(row);
  return wantedAt !== null && wantedAt - now > LATER && !isClosed(row.phase);
}

/** Whether it was placed so recently that perhaps nobody has seen it. */
const JUST = 2 * 60_000;

export const isJustIn = (row: OrderRow, now: number): boolean =>
  row.phase === "open" && now - facts(row).placedAt < JUST;

/** Whether an amount is still to be collected, by the driver for deliveries. */
export const isUnpaid = (row: OrderRow): boolean => row.payment.amountDue > 0;

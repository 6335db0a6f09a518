/** The tickets on the kitchen's rail, their columns and order, and their remaining time. Without side effects. */
import { facts } from "../open-orders/facts";
import type { OrderRow, Phase } from "../open-orders/types";
import { nulls } from "../open-orders/urgency";

/** `fresh` waits to be accepted, `work` is in preparation, `ready` waits for the customer or the driver. */
export type Column = "fresh" | "work" | "ready";

export const COLUMNS: readonly Column[] = ["fresh", "work", "ready"];

export type Columns = Readonly<Record<Column, readonly OrderRow[]>>;

export function columnOf(phase: Phase): Column | null {
  switch (phase) {
    case "open":
      return "fresh";
    case "accepted":
    case "working":
      return "work";
    case "ready":
      return "ready";
    case "unverified":
    case "in_transit":
    case "done":
    case "cancelled":
    case "rejected":
    case "failed":
      return null;
  }
}

export interface Rail {
  /** The phase of a pending change: an order that is about to be ready is in that column already. */
  headingFor: (id: string) => Phase | undefined;
  /** The column of an order that was cancelled meanwhile, until somebody removes it. */
  cancelled: ReadonlyMap<string, Column>;
  /** The delivery time in minutes, where the seller has one. */
  deliveryMinutes: number;
}

function placeOf(row: OrderRow, { headingFor, cancelled }: Rail): Column | null {
  if (row.phase === "cancelled") return cancelled.get(row.id) ?? null;
  const now = columnOf(row.phase);
  return now !== null && headingFor(row.id) === "ready" ? "ready" : now;
}

/** The columns, each with the oldest promise first. */
export function hang(rows: Iterable<OrderRow>, rail: Rail): Columns {
  const columns: Record<Column, OrderRow[]> = { fresh: [], work: [], ready: [] };
  for (const row of rows) {
    const column = placeOf(row, rail);
    if (column !== null) columns[column].push(row);
  }
  for (const column of COLUMNS)
    columns[column].sort((a, b) => {
      const due = (row: OrderRow) => dueAt(row, column, rail.deliveryMinutes);
      const [x, y] = [facts(a), facts(b)];
      return nulls(due(a), due(b)) || x.priority - y.priority || x.placedAt - y.placedAt;
    });
  return columns;
}

/** When the kitchen has to finish it: for deliveries, the delivery time before the promise. */
export function readyBy(row: OrderRow, deliveryMinutes: number): number | null {
  const { promisedAt, wantedAt, targetAt } = facts(row);
  const promised = promisedAt ?? wantedAt;
  if (promised === null) return targetAt;
  return row.fulfilment.method === "delivery" ? promised - deliveryMinutes * 60_000 : promised;
}

/** By when the column's next transition is due. */
export function dueAt(row: OrderRow, column: Column, deliveryMinutes: number): number | null {
  if (column === "fresh" && row.target?.kind === "accept") return facts(row).targetAt;
  return readyBy(row, deliveryMinutes);
}

export interface TimeLeft {
  tone: "plain" | "soon" | "late";
  /** Whole minutes that are left, or by which it is late. */
  minutes: number;
  /** The remaining share of the whole time, 0 to 1. */
  share: number;
}

/** From this many minutes on, a time counts as soon. */
const SOON = 5;

/** Time from `since` to `due`. A minute that has begun counts, so that nothing has 0 minutes left. */
export function timeLeft(due: number, since: number, now: number): TimeLeft {
  const left = due - now;
  if (left <= 0) return { tone: "late", minutes: Math.max(1, Math.floor(-left / 60_000)), share: 0 };
  const minutes = Math.ceil(left / 60_000);
  const share = Math.min(1, left / Math.max(due - since, 1));
  return { tone: minutes <= SOON ? "soon" : "plain", minutes, share };
}

/** Deals tickets out to lanes of similar height, each to the shortest one. */
export function deal<T>(tickets: readonly T[], lanes: number, height: (ticket: T) => number): T[][] {
  const dealt = Array.from({ length: lanes }, () => ({ height: 0, tickets: [] as T[] }));
  for (const ticket of tickets) {
    const lane = dealt.reduce((least, one) => (one.height < least.height ? one : least));
    lane.tickets.push(ticket);
    lane.height += height(ticket);
  }
  return dealt.map((lane) => lane.tickets);
}

/** How many choices of minutes a new ticket offers. */
const CHIPS = 6;

/** Some of the choices in a row, the usual one among them and not at its edge. */
export function chipsAround(choices: readonly number[], usual: number | null): readonly number[] {
  const at = usual === null ? 0 : Math.max(0, choices.indexOf(usual));
  const from = Math.max(0, Math.min(at - 2, choices.length - CHIPS));
  return choices.slice(from, from + CHIPS);
}

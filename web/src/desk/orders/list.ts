/** Filters and sorts the orders of a search. Without side effects, and fast: 5,000 orders in a few milliseconds. */
import { dayOf, startOfDay } from "~/lib/time";
import { facts, folded, isForLater, isJustIn, isLate, isUnpaid, wordsOf } from "../open-orders/facts";
import { isClosed, type OrderRow } from "../open-orders/types";
import { byUrgency, type Compare } from "../open-orders/urgency";
import type { Filters, Sort, Tab } from "./search";

/** Whether an order is in a tab, before any filter. */
export function isIn(tab: Tab, row: OrderRow, now: number): boolean {
  if (isClosed(row.phase)) return tab === "done";
  if (row.phase === "unverified") return false;
  switch (tab) {
    case "now":
      // An order that waits to be accepted is for now, whatever time was requested.
      return (
        row.phase === "open" ||
        !((row.phase === "accepted" || row.phase === "working") && isForLater(row, now))
      );
    case "late":
      return isLate(row, now);
    case "scheduled":
      return isForLater(row, now);
    case "unpaid":
      return isUnpaid(row);
    case "done":
      return false;
  }
}

export interface Counts extends Record<Exclude<Tab, "done">, number> {
  unverified: number;
}

export function countTabs(rows: readonly OrderRow[], now: number): Counts {
  const counts: Counts = { now: 0, late: 0, scheduled: 0, unpaid: 0, unverified: 0 };
  for (const row of rows) {
    if (row.phase === "unverified") counts.unverified += 1;
    for (const tab of ["now", "late", "scheduled", "unpaid"] as const)
      if (isIn(tab, row, now)) counts[tab] += 1;
  }
  return counts;
}

/** A filter of the list, made once and applied to every row. */
export function filterOf(filters: Filters, now: number, zone: string): (row: OrderRow) => boolean {
  const tests: ((row: OrderRow) => boolean)[] = [];
  const among = (values: readonly string[] | undefined, of: (row: OrderRow) => string) => {
    if (values) tests.push((row) => values.includes(of(row)));
  };
  among(filters.phase, (row) => row.phase);
  among(filters.status, (row) => row.status);
  among(filters.payment, (row) => row.payment.status);
  among(filters.method, (row) => row.fulfilment.method);
  among(filters.zone, (row) => row.fulfilment.zone?.id ?? "");
  among(filters.driver, (row) => row.driverId ?? "none");
  among(filters.meal, (row) => row.mealWindow ?? "");
  among(filters.priority, (row) => row.priority);
  if (filters.late) tests.push((row) => isLate(row, now));
  if (filters.placed) {
    const within = between(filters.placed, now, zone);
    tests.push((row) => within(facts(row).placedAt));
  }
  if (filters.wanted === "soon") tests.push((row) => facts(row).wantedAt === null);
  else if (filters.wanted) {
    const within = between(filters.wanted, now, zone);
    // As soon as possible counts as today.
    tests.push((row) => within(facts(row).wantedAt ?? now));
  }
  const { min, max } = filters;
  if (min !== undefined) tests.push((row) => row.grandTotal >= min);
  if (max !== undefined) tests.push((row) => row.grandTotal <= max);
  if (filters.q) tests.push(textFilter(filters.q));
  return (row) => tests.every((test) => test(row));
}

/** Every word is somewhere in number, name, phone or zone; a phone may be written with spaces. */
export function textFilter(q: string): (row: OrderRow) => boolean {
  const phone = /^[+\d\s()./-]{4,}$/.test(q) ? q.replace(/[^\d]/g, "") : "";
  const words = folded(q).split(/\s+/).filter(Boolean);
  return (row) => {
    const { all } = wordsOf(row);
    return (
      words.every((word) => all.includes(word)) || (phone.length >= 4 && row.customer.phone.includes(phone))
    );
  };
}

/** The range of a day, of several (`from..to`), or of `today`, `yesterday`, `tomorrow`, in the seller's time zone. */
function between(days: string, now: number, zone: string): (at: number) => boolean {
  const shift = { yesterday: -1, today: 0, tomorrow: 1 }[days];
  const [first = "", last = first] =
    shift === undefined ? days.split("..") : [shifted(dayOf(now, zone), shift)];
  const from = startOfDay(first, zone);
  const to = startOfDay(shifted(last, 1), zone);
  return (at) => from <= at && at < to;
}

function shifted(day: string, by: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10);
}

/** For the board: new orders come first, the newest on top, so that nobody overlooks them. */
export const byArrival =
  (now: number): Compare =>
  (a, b) => {
    const [x, y] = [isJustIn(a, now), isJustIn(b, now)];
    return x && y ? newestFirst(a, b) : Number(y) - Number(x) || byUrgency(a, b);
  };

const newestFirst: Compare = (a, b) => facts(b).placedAt - facts(a).placedAt;

const words = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The order of a column. */
export function compareBy(sort: Sort | undefined, tab: Tab, drivers: ReadonlyMap<string, string>): Compare {
  if (sort === undefined) return tab === "done" ? newestFirst : byUrgency;
  const down = sort.startsWith("-");
  const compare = columns(drivers)[(down ? sort.slice(1) : sort) as keyof ReturnType<typeof columns>];
  return (a, b) => (down ? compare(b, a) : compare(a, b)) || byUrgency(a, b);
}

const columns = (drivers: ReadonlyMap<string, string>) => {
  const driver = (row: OrderRow) => (row.driverId ? (drivers.get(row.driverId) ?? row.driverId) : "");
  return {
    number: (a, b) => words(a.orderNumber.slice(-4), b.orderNumber.slice(-4)),
    placed: (a, b) => facts(a).placedAt - facts(b).placedAt,
    wanted: (a, b) => (facts(a).wantedAt ?? 0) - (facts(b).wantedAt ?? 0),
    name: (a, b) => words(wordsOf(a).name, wordsOf(b).name),
    items: (a, b) => a.itemCount - b.itemCount,
    total: (a, b) => a.grandTotal - b.grandTotal,
    pay: (a, b) => b.payment.amountDue - a.payment.amountDue || words(a.payment.status, b.payment.status),
    method: (a, b) =>
      words(a.fulfilment.method, b.fulfilment.method) ||
      words(a.fulfilment.zone?.name ?? "", b.fulfilment.zone?.name ?? ""),
    driver: (a, b) => words(driver(a), driver(b)),
    status: (a, b) => facts(a).step - facts(b).step || words(a.status, b.status),
    target: byUrgency,
  } satisfies Record<string, Compare>;
};

/**
 * Whole orders for the visible tickets: rows do not contain their lines. Requests within a short time are combined, and an
 * order is read again when its row has a newer version.
 */
import { startTransition, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { connected, readOrders } from "./reading";
import { book } from "./row-book";
import type { Order } from "./types";

/** For how long requests are collected, in milliseconds. */
const TOGETHER = 20;

const orders = new Map<string, Order>();
const followers = new Map<string, Set<() => void>>();
const everybody = new Set<() => void>();
let wanted = new Map<string, number>();
const asked = new Map<string, number>();
let timer: ReturnType<typeof setTimeout> | undefined;
let changes = 0;

/** Whether the lines of all these are loaded. */
const haveLines = (ids: readonly string[]): boolean => ids.every((id) => orders.has(id));

/** Requests orders, unless these versions are loaded or requested. */
export function askLines(ids: readonly string[]): void {
  for (const id of ids) {
    const version = book.version(id);
    const has = Math.max(orders.get(id)?.version ?? -1, asked.get(id) ?? -1);
    if (has < version) wanted.set(id, version);
  }
  if (wanted.size > 0 && timer === undefined) timer = setTimeout(read, TOGETHER);
}

/** Stores an order that was read or changed elsewhere. */
export function putLines(order: Order): void {
  if ((orders.get(order.id)?.version ?? -1) > order.version) return;
  orders.set(order.id, order);
  notify([order.id]);
  forget();
}

/** How many orders that are in no list may be kept. */
const SPARE = 200;

/** Removes orders that are in no list any more, and that no ticket shows, once there are many. */
function forget(): void {
  const gone = [...orders.keys()].filter((id) => book.version(id) === 0 && !followers.has(id));
  if (gone.length > SPARE) for (const id of gone) orders.delete(id);
}

async function read(): Promise<void> {
  const batch = wanted;
  wanted = new Map();
  timer = undefined;
  for (const [id, version] of batch) asked.set(id, version);
  try {
    for (const order of await readOrders(connected(), [...batch.keys()])) orders.set(order.id, order);
  } catch {
    // The ticket is shown without them, and the next version requests them again.
  } finally {
    for (const [id, version] of batch) if (asked.get(id) === version) asked.delete(id);
    notify(batch.keys());
    forget();
  }
}

function notify(ids: Iterable<string>): void {
  changes += 1;
  for (const id of ids) for (const follower of followers.get(id) ?? []) follower();
  for (const listener of everybody) listener();
}

/** The whole order of a ticket, once it is loaded; an older version while the newest is requested. */
export function useTicketOrder(id: string, version: number): Order | undefined {
  const [order, setOrder] = useState(() => orders.get(id));
  // biome-ignore lint/correctness/useExhaustiveDependencies: a newer version is asked for.
  useEffect(() => {
    // Many tickets get their lines at once: the person's input has priority.
    const follow = () => startTransition(() => setOrder(orders.get(id)));
    const all = followers.get(id) ?? new Set();
    followers.set(id, all.add(follow));
    askLines([id]);
    follow();
    return () => {
      all.delete(follow);
      if (all.size === 0) followers.delete(id);
    };
  }, [id, version]);
  return order;
}

function subscribe(listener: () => void): () => void {
  everybody.add(listener);
  return () => everybody.delete(listener);
}

/** How long the first tickets wait for their lines, so that they do not grow while they are read. */
const PATIENCE = 1_500;

/** Whether these orders can be shown at their full height, or have waited long enough. */
export function useFirstLines(ids: readonly string[]): boolean {
  const [waited, setWaited] = useState(false);
  const get = () => haveLines(ids);
  const there = useSyncExternalStore(subscribe, get, get);
  const ready = there || waited;
  useEffect(() => {
    if (ready) {
      setWaited(true);
      return;
    }
    askLines(ids);
    const timer = setTimeout(() => setWaited(true), PATIENCE);
    return () => clearTimeout(timer);
  }, [ids, ready]);
  return ready;
}

/** The whole orders of many tickets, without those that are not loaded yet. */
export function useTicketLines(ids: readonly string[]): ReadonlyMap<string, Order> {
  useEffect(() => askLines(ids), [ids]);
  const get = () => changes;
  const seen = useSyncExternalStore(subscribe, get, get);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `seen` says that they changed.
  return useMemo(() => {
    const found = new Map<string, Order>();
    for (const id of ids) {
      const order = orders.get(id);
      if (order) found.set(id, order);
    }
    return found;
  }, [ids, seen]);
}

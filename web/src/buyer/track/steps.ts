/** The steps of an order: the usual way through its lifecycle, and its progress on it. No React. */
import { isFinal, isStopped } from "../phases";
import type { Entry, Lifecycle, Method, Order, Phase } from "./types";

export interface Step {
  status: string;
  /** Null where the lifecycle is not known. */
  phase: Phase | null;
  state: "done" | "now" | "next";
  /** The time of the change; absent for steps to come, and for skipped ones. */
  at?: string;
  reason?: string;
}

export function stepsOf(order: Order, lifecycle: Lifecycle | null): Step[] {
  const entered = enteredOf(order.statusTimeline);
  if (lifecycle === null || isStopped(order.phase)) return soFar(order, entered, lifecycle);
  const way = wayThrough(lifecycle, order.fulfilment.method);
  const here = way.findIndex(({ statuses }) => statuses.includes(order.status));
  const steps = way.map(({ phase, statuses }, place): Step => {
    const reached = place <= here ? entered.findLast(({ status }) => statuses.includes(status)) : undefined;
    // A status with an automatic transition began with the first of the two.
    const first = entered.findLast(({ status }) => status === statuses[0]) ?? reached;
    const state =
      place < here || (place === here && phase === "done") ? "done" : place === here ? "now" : "next";
    return { status: statuses[0] ?? "", phase, state, ...(reached && first && { at: first.timestamp }) };
  });
  return here >= 0 ? steps : [...outside(order, entered), ...steps];
}

/** Each change of status with the line of the history that made it. */
function enteredOf(timeline: readonly Entry[]): Entry[] {
  return timeline.filter((entry, place) => entry.status !== timeline[place - 1]?.status);
}

/** The past steps, for a stopped order, or while its lifecycle is not known. */
function soFar(order: Order, entered: readonly Entry[], lifecycle: Lifecycle | null): Step[] {
  return entered.map((entry, place) => {
    const last = place === entered.length - 1;
    const known = lifecycle?.statuses.find(({ name }) => name === entry.status)?.phase;
    return {
      status: entry.status,
      phase: last ? order.phase : (known ?? null),
      state: last && !isFinal(order.phase) ? "now" : "done",
      at: entry.timestamp,
      ...(entry.reason !== null && { reason: entry.reason }),
    };
  });
}

/** The present status outside of the usual way: waiting for the code, or set by an override. */
function outside(order: Order, entered: readonly Entry[]): Step[] {
  const since = entered.at(-1);
  return [{ status: order.status, phase: order.phase, state: "now", ...(since && { at: since.timestamp }) }];
}

interface Stage {
  phase: Phase;
  /** One status, or two where the first changes to the second automatically. */
  statuses: string[];
}

/** From the first status to the first done one, on the usual way of this fulfilment method. */
function wayThrough(lifecycle: Lifecycle, method: Method): Stage[] {
  const place = new Map(lifecycle.statuses.map(({ name }, at) => [name, at]));
  const phase = new Map(lifecycle.statuses.map((status) => [status.name, status.phase]));
  const way: Stage[] = [];
  let at = lifecycle.statuses.find((status) => status.phase !== "unverified")?.name;
  let joined = false;
  while (at !== undefined && way.flatMap(({ statuses }) => statuses).length < lifecycle.statuses.length) {
    const here = phase.get(at) ?? "open";
    if (joined) way.at(-1)?.statuses.push(at);
    else way.push({ phase: here, statuses: [at] });
    if (here === "done") break;
    const from = at;
    const onwards = lifecycle.moves
      .filter((move) => move.from === from && move.methods.includes(method))
      .filter(
        ({ to }) => !isStopped(phase.get(to) ?? "failed") && (place.get(to) ?? 0) > (place.get(from) ?? 0),
      )
      .sort((one, other) => (place.get(one.to) ?? 0) - (place.get(other.to) ?? 0));
    const next = onwards.find((move) => move.automatic) ?? onwards[0];
    joined = next?.automatic === true;
    at = next?.to;
  }
  return way;
}

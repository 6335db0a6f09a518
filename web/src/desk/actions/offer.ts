/** The actions of an order, in the order in which buttons and menus show them. */

import type { IconName } from "~/ui/icon";
import { w } from "~/words/actions";
import { phaseLook, statusLabel } from "../open-orders/labels";
import { isClosed, type Order, type OrderRow, type Phase } from "../open-orders/types";
import { deskNow } from "./desk-now";
import { usualOf } from "./minutes";
import type { Kind, OrderAction } from "./types";

type Allowed = Order["allowedActions"][number];

/** The operations of the API that the sellers' pages offer. Others are for buyers. */
const KINDS: Readonly<Record<string, Kind>> = {
  "accept-order": "accept",
  "update-order-status": "move",
  "record-payment": "payment",
  "refund-order": "refund",
  "update-order": "update",
  "split-order": "split",
  "merge-orders": "merge",
  "reject-order": "reject",
  "cancel-order-as-seller": "cancel",
  "cancel-order-as-admin": "cancel",
  "override-order-status": "override",
  "move-promise": "delay",
  "add-note": "note",
};

/** The order in which they are shown. */
const PLACES: readonly Kind[] = [
  "accept",
  "move",
  "delay",
  "payment",
  "refund",
  "note",
  "update",
  "split",
  "merge",
  "batch",
  "reject",
  "cancel",
  "override",
];

const ICONS: Record<Kind, IconName> = {
  accept: "check",
  reject: "rejected",
  move: "forward",
  cancel: "cancelled",
  update: "edit",
  payment: "cash",
  refund: "refund",
  split: "split",
  merge: "merge",
  override: "bolt",
  delay: "clock",
  note: "note",
  batch: "dispatch",
};

/**
 * The possible actions of the order, then the denied ones with their reasons. The API denies each transition to a status
 * that is not next; `isStep` recognises those.
 */
export function actionsOf(order: Order): OrderAction[] {
  const allowed = order.allowedActions.map((view) => actionOf(view, order)).filter((it) => it !== null);
  const denied = (order.deniedActions ?? []).map((view) => {
    const action = actionOf(view, order);
    return action && { ...action, kind: "plain" as const, denied: view.reason };
  });
  const place = (it: OrderAction) => PLACES.indexOf(it.kindOf);
  if (waitsForDriver(order, allowed)) allowed.push(plain("batch", "create-batch"));
  return [...allowed, ...denied.filter((it) => it !== null)].sort(
    (a, b) => Number("denied" in a) - Number("denied" in b) || place(a) - place(b),
  );
}

/**
 * The actions for a menu: accepting with other minutes is an entry of its own, and only possible transitions are entries,
 * because most of a lifecycle's are impossible most of the time.
 */
export function menuOf(order: Order): OrderAction[] {
  const actions = actionsOf(order).filter((it) => it.denied === undefined || !isStep(it));
  return actions.flatMap((it) =>
    it.kindOf === "accept" && it.denied === undefined
      ? [it, { ...it, label: w.do.acceptAsk, asks: true }]
      : [it],
  );
}

const STEPS: readonly Kind[] = ["accept", "reject", "move"];

/** A transition to another status, of which only a few are possible at any time. */
export const isStep = (action: OrderAction): boolean => STEPS.includes(action.kindOf);

/**
 * The one action to do next. Without the whole order only accepting is known: other transitions depend on method, batch
 * and rights, which the server checks.
 */
export function primaryAction(row: OrderRow, order?: Order): OrderAction | undefined {
  if (order === undefined || order.version < row.version) {
    return row.phase === "open" && order === undefined ? primary(accept("accept-order")) : undefined;
  }
  const actions = actionsOf(order).filter((it) => it.denied === undefined && it.kind !== "danger");
  const next = NEXT.map((kind) => actions.find((it) => it.kindOf === kind)).find(Boolean);
  return next && primary(next);
}

const NEXT: readonly Kind[] = ["accept", "move", "batch"];

function primary(action: OrderAction): OrderAction {
  const label =
    action.kindOf === "move" && !action.asks && action.status
      ? w.do.next(statusLabel(action.status))
      : action.label;
  return { ...action, label, kind: "primary" };
}

function actionOf(view: Allowed, order: Order): OrderAction | null {
  const kindOf = KINDS[view.action];
  if (kindOf === undefined) return null;
  if (kindOf === "accept") return accept(view.action, view.status);
  if (kindOf === "move") return view.status ? move(view.action, view.status, order) : null;
  return { ...plain(kindOf, view.action), ...(view.status && { status: view.status }) };
}

const DANGERS: readonly Kind[] = ["reject", "cancel", "override"];

function plain(kindOf: Exclude<Kind, "accept" | "move">, action: string): OrderAction {
  return {
    kindOf,
    action,
    label: w.do[kindOf],
    kind: DANGERS.includes(kindOf) ? "danger" : "plain",
    icon: ICONS[kindOf],
    asks: true,
  };
}

/** Whether it is ready for delivery, is in no batch, and no member of staff moves it on by hand. */
function waitsForDriver(order: Order, allowed: readonly OrderAction[]): boolean {
  const on = allowed.some((it) => it.kindOf === "move" && it.kind !== "danger");
  return order.phase === "ready" && order.fulfilment.method === "delivery" && !order.batchId && !on;
}

function accept(action: string, status?: string): OrderAction {
  const minutes = usualOf(deskNow.get()?.seller);
  return {
    kindOf: "accept",
    action,
    label: minutes === null ? w.do.accept : w.do.acceptIn(minutes),
    kind: "primary",
    icon: ICONS.accept,
    asks: false,
    ...(status && { status }),
    ...(minutes !== null && { minutes }),
  };
}

function move(action: string, status: string, order: Order): OrderAction {
  const final = isFinal(status);
  const handOver = final && order.fulfilment.method === "pickup";
  return {
    kindOf: "move",
    action,
    label: handOver ? w.do.handOver : final ? w.do.final(statusLabel(status)) : w.do.to(statusLabel(status)),
    kind: isStop(status) ? "danger" : "plain",
    icon: iconOf(status),
    asks: final,
    status,
  };
}

function iconOf(status: string): IconName {
  const phase = phases.get(status);
  return phase === undefined ? ICONS.move : phaseLook(phase).icon;
}

/** The phases of the statuses of the lifecycle that was read. */
const phases = new Map<string, Phase>();

export function knowStatuses(statuses: readonly { name: string; phase: Phase }[]): void {
  for (const { name, phase } of statuses) phases.set(name, phase);
}

/** The phase of a status, once the lifecycle was read. */
export const phaseOf = (status: string): Phase | undefined => phases.get(status);

/** Whether the transition to a status stops an order. */
export function isStop(status: string): boolean {
  const phase = phases.get(status);
  return phase !== undefined && phase !== "done" && isClosed(phase);
}

/** Whether an order is over in this status: transitions to it are confirmed first, also while that is not known yet. */
export function isFinal(status: string): boolean {
  const phase = phases.get(status);
  return phase === undefined || isClosed(phase);
}

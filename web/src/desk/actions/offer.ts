/** Which actions an order offers, in the order in which buttons and menus show them. */

import type { IconName } from "~/ui/icon";
import { w } from "~/words/actions";
import { phaseLook, statusLabel } from "../open-orders/labels";
import { isClosed, type Order, type OrderRow, type Phase } from "../open-orders/types";
import { deskNow } from "./desk-now";
import { usualOf } from "./minutes";
import type { Kind, OrderAction } from "./types";

type Allowed = Order["allowedActions"][number];

/** The functions of the API that the desk offers. Others (a buyer's) are not for it. */
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
 * What the order offers now, then what it denies with the reason. Moves to statuses that are not next are denied one by
 * one by the API; `isStep` tells them apart.
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
 * The same for a menu: accepting with other minutes is an entry of its own, and of the steps only those that are open,
 * because most of a lifecycle's are closed most of the time.
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

/** A step to another status, of which only some are ever open. */
export const isStep = (action: OrderAction): boolean => STEPS.includes(action.kindOf);

/**
 * The one thing to do next. Without the whole order only accepting is known: other steps depend on method, batch and
 * rights, which the server judges.
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

/** Whether it is ready to be brought, is in no batch, and nobody at the desk moves it on. */
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

/** Whether a status stops an order, instead of moving it on. */
export function isStop(status: string): boolean {
  const phase = phases.get(status);
  return phase !== undefined && phase !== "done" && isClosed(phase);
}

/** Whether an order is over in this status: what leads there is asked first, and so is what is not known yet. */
export function isFinal(status: string): boolean {
  const phase = phases.get(status);
  return phase === undefined || isClosed(phase);
}

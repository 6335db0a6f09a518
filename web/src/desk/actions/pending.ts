/** Changes that can still be undone: they are sent after five seconds, or at once when the page closes. */
import { store } from "~/lib/store";
import { Delay } from "~/ui/undo";
import type { Desk } from "../desk-context";
import { beforeLeaving } from "../leaving";
import { setSaving } from "../open-orders/queries";
import { type Change, requestOf } from "./change";

const LASTS = 5_000;

export interface Pending {
  change: Change;
  delay: Delay;
  desk: Desk;
}

export const pending = store<readonly Pending[]>([]);

const without = (id: string) => pending.get().filter((one) => one.change.row.id !== id);

/** Sends a change in five seconds. An order has one pending change at a time. */
export function sendSoon(desk: Desk, change: Change, send: () => void): void {
  const { id } = change.row;
  if (isPending(id)) return;
  const delay = new Delay(LASTS, () => {
    pending.set(without(id));
    send();
  });
  setSaving(id, { label: change.label, ...(change.status && { status: change.status }) });
  pending.set([...pending.get(), { change, delay, desk }]);
}

export const isPending = (id: string): boolean => pending.get().some((one) => one.change.row.id === id);

/** Cancels the change. */
export function undo(id: string): void {
  const one = pending.get().find(({ change }) => change.row.id === id);
  if (!one?.delay.cancel()) return;
  pending.set(without(id));
  setSaving(id, null);
}

/** A closed page sends nothing later. The browser completes these requests although the page closes. */
export function sendAllNow(): void {
  for (const { change, delay, desk } of pending.get()) {
    if (!delay.cancel()) continue;
    const { address, sent } = requestOf(change);
    // The page that would show the result is closing.
    desk.session.client.send(change.method, address, { ...sent, keepalive: true }).catch(() => {});
    setSaving(change.row.id, null);
  }
  pending.set([]);
}

// Browsers may lose requests of a page's last moment, so they are sent as soon as the page begins to close.
// On a phone, closing a page triggers `pagehide` only.
addEventListener("beforeunload", sendAllNow);
addEventListener("pagehide", sendAllNow);
beforeLeaving(sendAllNow);

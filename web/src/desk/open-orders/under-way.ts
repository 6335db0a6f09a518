/** Changes that are being sent, and refused ones: rows and tickets show them over the known state. */
import { useSyncExternalStore } from "react";

/** A change of an order while it is sent. */
export interface Intent {
  /** The label of the button. */
  label: string;
  status?: string;
}

export interface UnderWay {
  saving: Intent | null;
  /** Why it was reverted. */
  reason: string | null;
}

const NONE: UnderWay = { saving: null, reason: null };
const all = new Map<string, UnderWay>();
const listeners = new Set<() => void>();

/** The target statuses of orders with a pending change; a new map for each change. */
let statuses: ReadonlyMap<string, string> = new Map();

function put(id: string, state: UnderWay): void {
  if (state.saving === null && state.reason === null) all.delete(id);
  else all.set(id, state);
  statuses = new Map(
    [...all].flatMap(([one, { saving }]) => (saving?.status ? [[one, saving.status] as const] : [])),
  );
  for (const listener of listeners) listener();
}

/** Shows an order as being saved; null ends that. */
export function setSaving(id: string, saving: Intent | null): void {
  put(id, { saving, reason: saving === null ? underWay(id).reason : null });
}

/** Shows why a change was refused, until the order is opened or changed again. */
export function putBack(id: string, reason: string): void {
  put(id, { saving: null, reason });
}

/** Removes the reason again. */
export function clearReason(id: string): void {
  if (underWay(id).reason !== null) put(id, { saving: underWay(id).saving, reason: null });
}

export const underWay = (id: string): UnderWay => all.get(id) ?? NONE;

/** Whether anything is being saved. */
export const isSaving = (): boolean => [...all.values()].some((one) => one.saving !== null);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useUnderWay(id: string): UnderWay {
  const get = () => underWay(id);
  return useSyncExternalStore(subscribe, get, get);
}

/** The target statuses of pending changes, for components that show orders there already. */
export function useStatusesUnderWay(): ReadonlyMap<string, string> {
  const get = () => statuses;
  return useSyncExternalStore(subscribe, get, get);
}

/** A value outside of the component tree, with subscriptions for components. */
import { useSyncExternalStore } from "react";

export interface Store<T> {
  get(): T;
  set(value: T): void;
  subscribe(listener: () => void): () => void;
}

export function store<T>(initial: T): Store<T> {
  let current = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => current,
    set(value) {
      if (Object.is(value, current)) return;
      current = value;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function useStore<T>(of: Store<T>): T {
  return useSyncExternalStore(of.subscribe, of.get, of.get);
}

/** A switch whose state this browser stores. */
export function keptSwitch(name: string, initial: boolean): Store<boolean> {
  const key = `docket-${name}`;
  let kept: string | null = null;
  try {
    kept = localStorage.getItem(key);
  } catch {
    // Then it is not stored.
  }
  const state = store(kept === null ? initial : kept === "on");
  return {
    ...state,
    set(value) {
      try {
        localStorage.setItem(key, value ? "on" : "off");
      } catch {
        // Then it is not stored.
      }
      state.set(value);
    },
  };
}

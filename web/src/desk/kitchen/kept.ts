/** What this device keeps of the kitchen's tickets between two loads of the page. */
import { type Store, store } from "~/lib/store";

/** A map that is kept in local storage, its newest entries only. */
export function keptMap<T>(name: string, most: number): Store<ReadonlyMap<string, T>> {
  const state = store<ReadonlyMap<string, T>>(readMap(name));
  return {
    ...state,
    set(value) {
      const next = new Map([...value].slice(-most));
      state.set(next);
      keepMap(name, next);
    },
  };
}

const keyOf = (name: string) => `docket-kitchen-${name}`;

export function keepMap<T>(name: string, map: ReadonlyMap<string, T>): void {
  try {
    localStorage.setItem(keyOf(name), JSON.stringify([...map]));
  } catch {
    // This page knows it, then.
  }
}

/** As it is kept now, also by another tab. */
export function readMap<T>(name: string): ReadonlyMap<string, T> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(name)) ?? "[]");
    return new Map(Array.isArray(kept) ? (kept as [string, T][]) : []);
  } catch {
    return new Map();
  }
}

/** Data about the kitchen's tickets that this device stores between two loads of the page. */
import { type Store, store } from "~/lib/store";

/** A map in local storage, limited to its newest entries. */
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
    // Then only this page knows it.
  }
}

/** The stored map, including changes of other tabs. */
export function readMap<T>(name: string): ReadonlyMap<string, T> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(name)) ?? "[]");
    return new Map(Array.isArray(kept) ? (kept as [string, T][]) : []);
  } catch {
    return new Map();
  }
}

/** What this device keeps of the kitchen's tickets between two loads of the page. */
import { type Store, store } from "~/lib/store";

/** A map that is kept in local storage, its newest entries only. */
export function keptMap<T>(name: string, most: number): Store<ReadonlyMap<string, T>> {
  const key = `docket-kitchen-${name}`;
  const state = store<ReadonlyMap<string, T>>(read(key));
  return {
    ...state,
    set(value) {
      const entries = [...value].slice(-most);
      state.set(new Map(entries));
      try {
        localStorage.setItem(key, JSON.stringify(entries));
      } catch {
        // This page knows it, then.
      }
    },
  };
}

function read<T>(key: string): ReadonlyMap<string, T> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return new Map(Array.isArray(kept) ? (kept as [string, T][]) : []);
  } catch {
    return new Map();
  }
}

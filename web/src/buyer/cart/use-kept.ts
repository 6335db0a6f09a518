import { useSyncExternalStore } from "react";
import type { Kept } from "./kept";

/** The value, updated when this or another tab changes it; undefined until it was read. */
export function useKept<T>(kept: Kept<T>): T | undefined {
  return useSyncExternalStore(kept.listen, kept.current);
}

/** Lines that somebody has struck through as done. Each device has its own. */
import { useStore } from "~/lib/store";
import { keptMap } from "./kept";

const KEPT = 200;

const struck = keptMap<readonly string[]>("struck", KEPT);

const NONE: readonly string[] = [];

export function strike(orderId: string, lineId: string): void {
  const now = struck.get().get(orderId) ?? NONE;
  const next = now.includes(lineId) ? now.filter((one) => one !== lineId) : [...now, lineId];
  const all = new Map(struck.get());
  // The last one touched is kept longest.
  all.delete(orderId);
  if (next.length > 0) all.set(orderId, next);
  struck.set(all);
}

export const useStruck = (orderId: string): readonly string[] => useStore(struck).get(orderId) ?? NONE;

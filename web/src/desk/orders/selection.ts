/** The displayed list in its order, and the selection. The drawer moves through it, and bulk changes apply to it. */
import { store, useStore } from "~/lib/store";

/** The ids that are shown, in their order. */
export const shownIds = store<readonly string[]>([]);
export const useShownIds = (): readonly string[] => useStore(shownIds);

export const selected = store<ReadonlySet<string>>(new Set());
export const useSelected = (): ReadonlySet<string> => useStore(selected);

/** The last selected order: a range begins there. */
let anchor: string | null = null;

export function select(ids: Iterable<string>): void {
  selected.set(new Set(ids));
}

export function clearSelection(): void {
  anchor = null;
  if (selected.get().size > 0) selected.set(new Set());
}

/** Toggles one; with `range`, all from the last one on get its state. */
export function toggle(id: string, range: boolean): void {
  const next = new Set(selected.get());
  const ids = shownIds.get();
  const from = anchor === null ? -1 : ids.indexOf(anchor);
  const to = ids.indexOf(id);
  if (range && from >= 0 && to >= 0) {
    const on = anchor !== null && next.has(anchor);
    for (const each of ids.slice(Math.min(from, to), Math.max(from, to) + 1)) {
      if (on) next.add(each);
      else next.delete(each);
    }
  } else {
    if (!next.delete(id)) next.add(id);
    anchor = id;
  }
  selected.set(next);
}

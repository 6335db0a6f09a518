/**
 * The list by keys: j/k and ↑/↓ walk, x selects, Shift+x a range, `.` opens the actions, n takes the next step. Letters
 * can be switched off. Esc closes the open order, then the selection. Enter is the link's own, `/` and `?` are the shell's.
 */
import { useEffect } from "react";
import { isTyping } from "../shell/header";
import { singleKeys } from "../shell/switches";
import { clearSelection, selected, shownIds, toggle } from "./selection";

type Walker = (id: string) => void;

const toTicket: Walker = (id) => {
  const link = rowOf(id)?.querySelector<HTMLElement>("a");
  link?.focus();
  link?.scrollIntoView({ block: "nearest" });
};

let walker: Walker = toTicket;

/** Scrolls to a row, for a list that renders only some rows. */
export function setWalker(walk: Walker): () => void {
  walker = walk;
  return () => {
    walker = toTicket;
  };
}

/** Focuses the row or ticket of an order, after scrolling if it is not rendered. */
export const goTo = (id: string): void => walker(id);

const rowOf = (id: string) => document.querySelector<HTMLElement>(`[data-order="${id}"]`);

/** The order whose row or ticket has the focus. */
function here(): string | undefined {
  return document.activeElement?.closest<HTMLElement>("[data-order]")?.dataset.order;
}

/** Focuses the order at this distance from the current one; from outside of the list, its beginning. */
export function walk(by: number, from = here()): string | undefined {
  const ids = shownIds.get();
  const at = from === undefined ? -1 : ids.indexOf(from);
  const to = at < 0 ? (by > 0 ? 0 : -1) : at + by;
  const id = ids.at(to < 0 && at >= 0 ? 0 : Math.min(to, ids.length - 1));
  if (id !== undefined) walker(id);
  return id;
}

function press(id: string | undefined, what: string): boolean {
  const button = id === undefined ? null : rowOf(id)?.querySelector<HTMLElement>(what);
  button?.click();
  return button !== null && button !== undefined;
}

/** Whether the key belongs to something above the list. */
const isElsewhere = (target: EventTarget | null): boolean =>
  isTyping(target) ||
  (target instanceof Element && target.closest("dialog, [popover], [role=menu], .drawer") !== null);

function onKey(event: KeyboardEvent, close: (() => void) | null): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (isElsewhere(event.target)) return;
  if (handled(event, close)) event.preventDefault();
}

function handled({ key, shiftKey }: KeyboardEvent, close: (() => void) | null): boolean {
  const id = here();
  const letters = singleKeys.get();
  switch (key) {
    case "ArrowDown":
    case "ArrowUp":
      // Elsewhere the arrow keys scroll.
      if (id === undefined) return false;
      walk(key === "ArrowDown" ? 1 : -1);
      return true;
    case "Escape":
      // The last thing that opened closes first.
      if (close !== null) close();
      else if (selected.get().size > 0) clearSelection();
      else return false;
      return true;
  }
  if (!letters) return false;
  switch (key) {
    case "j":
    case "k":
      walk(key === "j" ? 1 : -1);
      return true;
    case "x":
    case "X":
      if (id !== undefined) toggle(id, shiftKey);
      return id !== undefined;
    case ".":
      return press(id, "[aria-haspopup=menu]");
    case "n":
      return press(id, "[data-next]");
    default:
      return false;
  }
}

/** Active while the list is shown. `close` closes the order that is open beside it. */
export function useKeys(close: (() => void) | null): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event, close);
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, [close]);
}

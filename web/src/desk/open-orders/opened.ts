/** New orders that somebody has opened in this browser: the bell does not ring for them any more. */
import { store } from "~/lib/store";

const KEY = "docket-opened";
const KEPT = 500;

function read(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
  }
}

export const opened = store<ReadonlySet<string>>(new Set(read()));

export function markOpened(id: string): void {
  if (opened.get().has(id)) return;
  const next = [...opened.get(), id].slice(-KEPT);
  opened.set(new Set(next));
  try {
    localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // Then only this tab knows it.
  }
}

// Another tab of this browser has opened an order.
addEventListener("storage", (event) => {
  if (event.key === KEY) opened.set(new Set(read()));
});

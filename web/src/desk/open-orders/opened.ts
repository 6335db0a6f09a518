/** Which new orders somebody has opened here: they are not announced any more. */
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
    // This tab knows it, then.
  }
}

// Another tab of this browser has opened one.
addEventListener("storage", (event) => {
  if (event.key === KEY) opened.set(new Set(read()));
});

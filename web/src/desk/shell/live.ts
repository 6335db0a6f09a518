/** Whether what the desk shows is up to date: what the change feed last told, and whether updates are paused. */
import { store, useStore } from "~/lib/store";

export interface LiveState {
  state: "live" | "paused" | "offline";
  /** When it came to be so, in milliseconds of the server's clock. */
  since: number;
}

export const live = store<LiveState>({ state: "live", since: Date.now() });

export const useLive = (): LiveState => useStore(live);

/** What asks the server at once, for *Try now*; the feed sets it. */
export const tryNow = store<() => void>(() => {});

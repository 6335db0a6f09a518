/** Whether the displayed data are up to date: the last state of the change feed, and whether updates are paused. */
import { store, useStore } from "~/lib/store";

export interface LiveState {
  state: "live" | "paused" | "offline";
  /** Since when, in milliseconds of the server's clock. */
  since: number;
}

export const live = store<LiveState>({ state: "live", since: Date.now() });

export const useLive = (): LiveState => useStore(live);

/** Polls at once, for *Try now*; the feed sets it. */
export const tryNow = store<() => void>(() => {});

/** The server's time for everything that counts minutes, updated a few times a minute, for all components together. */
import { store, useStore } from "~/lib/store";
import { clock } from "~/lib/time";

const STEP = 5_000;

const time = store(clock.now());

/** Advances to the server's time, unless it is close to it already. */
export function tick(): void {
  const now = clock.now();
  if (!document.hidden && Math.abs(now - time.get()) >= STEP) time.set(now);
}

setInterval(tick, STEP);
document.addEventListener("visibilitychange", tick);

/** The server's time, some seconds old at most. */
export const useNow = (): number => useStore(time);

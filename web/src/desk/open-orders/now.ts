/** The server's time for what counts minutes. All that is shown moves together, a few times a minute. */
import { store, useStore } from "~/lib/store";
import { clock } from "~/lib/time";

const STEP = 5_000;

const time = store(clock.now());

/** Goes on to the server's time, unless it is about that already. */
export function tick(): void {
  const now = clock.now();
  if (!document.hidden && Math.abs(now - time.get()) >= STEP) time.set(now);
}

setInterval(tick, STEP);
document.addEventListener("visibilitychange", tick);

/** The server's time, some seconds old at most. */
export const useNow = (): number => useStore(time);

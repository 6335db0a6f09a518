/** Knows from a beat that was missed that the device, or the browser's tab, was asleep. */

/** Milliseconds between two beats of who is awake. */
export const BEAT = 5_000;

/** Without a beat for longer than this, nothing ran: a page that is only slowed down has one each minute. */
const ASLEEP = 120_000;

export const wasAsleep = (lastBeat: number, now: number): boolean => now - lastBeat > ASLEEP;

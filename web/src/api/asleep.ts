/** Detects by a missed timer that the device, or the browser's tab, was asleep. */

/** Milliseconds between two beats of the timer. */
export const BEAT = 5_000;

/** After a longer pause than this, nothing ran: a page that is only throttled still has a beat each minute. */
const ASLEEP = 120_000;

export const wasAsleep = (lastBeat: number, now: number): boolean => now - lastBeat > ASLEEP;

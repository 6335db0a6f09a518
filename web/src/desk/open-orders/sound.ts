/**
 * The bell for new orders. It repeats until each of them was opened or accepted, in one tab of the browser, and reports
 * when the browser mutes it.
 */
import { useEffect } from "react";
import { type Store, store, useStore } from "~/lib/store";
import { sound } from "../shell/switches";
import { beats } from "./feed";
import { opened } from "./opened";
import { book } from "./row-book";

/** The approximate seconds between two rings: the feed's responses are the clock, which also runs in hidden tabs. */
const EVERY = 5_000;

/** Whether the browser requires a click before it allows sound. */
export const muted: Store<boolean> = store(false);

let context: AudioContext | undefined;

function audio(): AudioContext {
  context ??= new AudioContext();
  return context;
}

/** Asks the browser to allow sound; only a click may do that. */
export async function allowSound(): Promise<void> {
  await audio().resume();
  muted.set(audio().state !== "running");
}

/** Two strokes of a small bell. */
function ring(): void {
  const { currentTime, destination } = audio();
  for (const [at, pitch] of [
    [0, 880],
    [0.18, 1174],
  ] as const) {
    const tone = new OscillatorNode(audio(), { frequency: pitch, type: "triangle" });
    const loudness = new GainNode(audio(), { gain: 0 });
    const start = currentTime + at;
    loudness.gain.setValueAtTime(0, start);
    loudness.gain.linearRampToValueAtTime(0.4, start + 0.01);
    loudness.gain.exponentialRampToValueAtTime(0.001, start + 0.6);
    tone.connect(loudness).connect(destination);
    tone.start(start);
    tone.stop(start + 0.65);
  }
}

/** Rings once, if the browser allows it. */
export function ringOnce(): void {
  if (audio().state === "running") ring();
}

/** Whether a new order was not opened in this browser yet. */
export function isCalled(): boolean {
  for (const row of book.state.get().byId.values())
    if (row.phase === "open" && !opened.get().has(row.id)) return true;
  return false;
}

/** Rings while it is switched on and there is a new order. */
export function useBell(): void {
  useEffect(() => {
    let rangAt = 0;
    let mine = false;
    let leave = () => {};
    // Only one of several tabs rings.
    const asked = new AbortController();
    const held = navigator.locks.request("docket-bell", { signal: asked.signal }, () => {
      mine = true;
      return new Promise<void>((resolve) => {
        leave = resolve;
      });
    });
    held.catch(() => {});
    const beat = () => {
      if (!sound.get()) {
        muted.set(false);
        return;
      }
      if (!mine || Date.now() - rangAt < EVERY || !isCalled()) return;
      if (audio().state !== "running") {
        muted.set(true);
        return;
      }
      muted.set(false);
      rangAt = Date.now();
      ring();
    };
    const stops = [
      beats.subscribe(beat),
      book.state.subscribe(beat),
      // The click that switches it on also allows it.
      sound.subscribe(() => void (sound.get() ? allowSound().then(beat) : beat())),
    ];
    return () => {
      for (const stop of stops) stop();
      asked.abort();
      leave();
    };
  }, []);
}

export const useMuted = (): boolean => useStore(muted);

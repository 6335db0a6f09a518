import { useEffect, useState } from "react";

/** What is needed only now, once it is there: `useLoaded(() => import("./…"))`. Null until then. */
export function useLoaded<T>(load: () => Promise<T>, wanted = true): T | null {
  const [loaded, setLoaded] = useState<{ it: T } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is loaded once, however often the page is drawn.
  useEffect(() => {
    if (wanted) void load().then((it) => setLoaded({ it }));
  }, [wanted]);
  return loaded?.it ?? null;
}

/** Whether this long has passed: what takes less shows no sign of waiting. */
export function useLate(after = 200): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), after);
    return () => clearTimeout(timer);
  }, [after]);
  return late;
}

/** The time, again each second while `running`. */
export function useSeconds(now: () => number, running = true): number {
  const [at, setAt] = useState(now);
  // biome-ignore lint/correctness/useExhaustiveDependencies: one clock for as long as it runs.
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setAt(now()), 1_000);
    return () => clearInterval(timer);
  }, [running]);
  return at;
}

/** `0:07`, `14:32`. */
export function minutesAndSeconds(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

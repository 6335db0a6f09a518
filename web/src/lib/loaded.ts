import { useEffect, useState } from "react";

/** A module that is loaded on demand: `useLoaded(() => import("./…"))`. Null until it is there. */
export function useLoaded<T>(load: () => Promise<T>, wanted = true): T | null {
  const [loaded, setLoaded] = useState<{ it: T } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is loaded once, however often the page is drawn.
  useEffect(() => {
    if (wanted) void load().then((it) => setLoaded({ it }));
  }, [wanted]);
  return loaded?.it ?? null;
}

/** Whether this time has passed: shorter waits show no placeholder. */
export function useLate(after = 200): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), after);
    return () => clearTimeout(timer);
  }, [after]);
  return late;
}

import { useEffect, useState } from "react";

/** The time of this clock, updated each second while `running`. */
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

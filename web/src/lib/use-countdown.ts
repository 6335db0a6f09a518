import { useEffect, useRef, useState } from "react";

/** Seconds left, updated each second, then `done`; null without an end. Another `since` restarts it. */
export function useCountdown(seconds: number | undefined, since: unknown, done?: () => void): number | null {
  const [left, setLeft] = useState<number | null>(seconds ?? null);
  const latest = useRef(done);
  latest.current = done;
  // biome-ignore lint/correctness/useExhaustiveDependencies: it begins again with each `since`.
  useEffect(() => {
    if (seconds === undefined) return setLeft(null);
    const end = Date.now() + seconds * 1_000;
    const tick = () => {
      const now = Math.max(0, Math.ceil((end - Date.now()) / 1_000));
      setLeft(now);
      if (now > 0) return;
      clearInterval(timer);
      setLeft(null);
      latest.current?.();
    };
    const timer = setInterval(tick, 500);
    setLeft(seconds);
    return () => clearInterval(timer);
  }, [seconds, since]);
  return left;
}

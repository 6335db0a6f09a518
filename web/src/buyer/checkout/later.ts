/** The parts of the checkout that are loaded when they are needed. */
import { useEffect, useState } from "react";

export const changeLine = () => import("./change-line").then(({ ChangeLine }) => ChangeLine);

export const readyStep = () => import("./step").then(({ ready }) => ready());

/** What `read` loads, once it is needed; null until it is there. */
export function useLater<T>(needed: boolean, read: () => Promise<T>): T | null {
  const [loaded, setLoaded] = useState<{ it: T } | null>(null);
  const missing = needed && loaded === null;
  useEffect(() => {
    if (missing) void read().then((it) => setLoaded({ it }));
  }, [missing, read]);
  return loaded?.it ?? null;
}

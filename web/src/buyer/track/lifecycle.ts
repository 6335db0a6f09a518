import { useEffect, useState } from "react";
import { Client } from "~/api/client";
import type { Lifecycle, Tracking } from "./types";

/** The timeout for the lifecycle, in milliseconds. */
const SOON = 1_000;

/**
 * The lifecycle version of the order, which never changes; the browser caches it. Undefined while it is read, null when
 * that failed or took too long: then the steps are those of the order's timeline.
 */
export function useLifecycle({ order: { lifecycle } }: Tracking): Lifecycle | null | undefined {
  const [known, setKnown] = useState<Lifecycle | null>();
  const { name, version } = lifecycle;
  useEffect(() => {
    const path = { name, version };
    const giveUp = () => setKnown((now) => now ?? null);
    const timer = setTimeout(giveUp, SOON);
    new Client()
      .ask("get", "/api/lifecycles/{name}/{version}", { path })
      .then((body) => setKnown(body.lifecycle), giveUp);
    return () => clearTimeout(timer);
  }, [name, version]);
  return known;
}

/** Registers the service worker, and offers a new version of the pages. */
import { useEffect, useState } from "react";
import { workerAddress } from "~/api/workers";
import { Icon } from "~/ui/icon";
import { w } from "~/words/desk";

/** How often an open page checks for a new version. */
const ASKS_EVERY = 30 * 60_000;

/** The service worker loads all of the sellers' pages, which must not compete with the first orders. */
const REGISTERS_AFTER = 4_000;

export function Updates() {
  const [waiting, setWaiting] = useState<ServiceWorker | null>(null);
  useEffect(() => {
    if (!("serviceWorker" in navigator)) return;
    let timer: ReturnType<typeof setInterval> | undefined;
    const follow = (registration: ServiceWorkerRegistration) => {
      const look = () => {
        // Without a controller this is the first version, and there is nothing to ask.
        if (registration.waiting && navigator.serviceWorker.controller) setWaiting(registration.waiting);
      };
      look();
      registration.addEventListener("updatefound", () => {
        registration.installing?.addEventListener("statechange", look);
      });
      timer = setInterval(() => void registration.update().catch(() => {}), ASKS_EVERY);
    };
    const register = () => {
      // Where it cannot be registered (no HTTPS), the pages work without it.
      navigator.serviceWorker.register(workerAddress("service")).then(follow, () => {});
    };
    const registers = setTimeout(register, REGISTERS_AFTER);
    return () => {
      clearTimeout(registers);
      clearInterval(timer);
    };
  }, []);
  if (!waiting) return null;
  return (
    <div className="notice notice-spruce desk-bar" role="status">
      <Icon name="reload" />
      <span>
        <b>{w.update.ready}</b> {w.update.hint}
      </span>
      <button
        className="button"
        type="button"
        onClick={() => {
          navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), {
            once: true,
          });
          waiting.postMessage("take over");
        }}
      >
        {w.update.reload}
      </button>
    </div>
  );
}

/** Web push in this browser, for a page that shows it and can change it. */
import { useEffect, useState } from "react";
import { Problem } from "~/api/problem";
import { w } from "~/words/push";
import type { Push, PushState } from "./subscription";

interface Now {
  /** Null until it is known. */
  state: PushState | null;
  busy: boolean;
  /** The error of the last action. */
  fault: string | null;
}

interface Acts {
  look: () => Promise<void>;
  /** Turns it on or off; only clicks may call it. Null when that failed. */
  change: (how: "turnOn" | "turnOff") => Promise<PushState | null>;
}

export function usePush(push: Push): Now & Acts {
  const [now, setNow] = useState<Now>({ state: null, busy: false, fault: null });
  const [acts] = useState(() => actsOf(push, (part) => setNow((was) => ({ ...was, ...part }))));
  useEffect(() => {
    void acts.look();
    return onPermission(() => void acts.look());
  }, [acts]);
  return { ...now, ...acts };
}

/** Runs one action at a time. */
function actsOf(push: Push, update: (part: Partial<Now>) => void): Acts {
  let working = false;
  const work = async (act: () => Promise<PushState>) => {
    if (working) return null;
    working = true;
    update({ busy: true, fault: null });
    try {
      const state = await act();
      update({ state });
      return state;
    } catch (error) {
      update({ fault: sentence(error) });
      return null;
    } finally {
      working = false;
      update({ busy: false });
    }
  };
  return {
    look: async () => void (await work(() => push.state())),
    change: (how) => work(() => push[how]()),
  };
}

/** Calls back when the person allows or forbids notifications in the browser's settings. */
function onPermission(listener: () => void): () => void {
  let over = false;
  let status: PermissionStatus | undefined;
  navigator.permissions?.query({ name: "notifications" }).then(
    (found) => {
      status = found;
      if (!over) status.addEventListener("change", listener);
    },
    // A browser without this event needs a reload.
    () => {},
  );
  return () => {
    over = true;
    status?.removeEventListener("change", listener);
  };
}

function sentence(error: unknown): string {
  if (!(error instanceof Problem)) return w.serviceFailed;
  return error.status === 0 ? w.silent : error.message;
}

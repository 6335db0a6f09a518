/** The sending of a dialog: busy while it is on its way, and what was refused. What was typed stays until it is done. */
import { useRef, useState } from "react";
import type { Problem } from "~/api/problem";
import { useDesk } from "../../desk-context";
import type { Order } from "../../open-orders/types";
import { type Change, make } from "../change";
import { useLook } from "../use-act";

export interface Sending {
  busy: boolean;
  problem: Problem | null;
  /** The same for every attempt of one content, so that a repeat has no second effect. */
  keyFor: (body: object) => string;
  send: (change: Change) => Promise<Sent | null>;
}

export interface Sent {
  order: Order;
  splitOrder?: Order;
}

/** Closes the dialog when it is done, and when somebody was faster, which has been said then. */
export function useSending(onClose: () => void): Sending {
  const desk = useDesk();
  const look = useLook();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const key = useRef({ content: "", key: "" });
  return {
    busy,
    problem,
    keyFor(body) {
      const content = JSON.stringify(body);
      if (key.current.content !== content) key.current = { content, key: crypto.randomUUID() };
      return key.current.key;
    },
    async send(change) {
      if (busy) return null;
      setBusy(true);
      setProblem(null);
      try {
        const outcome = await make(desk, change, look);
        if (outcome.kind === "refused") setProblem(outcome.problem);
        else if (outcome.kind !== "busy") onClose();
        return outcome.kind === "done" ? outcome.changed : null;
      } finally {
        setBusy(false);
      }
    },
  };
}

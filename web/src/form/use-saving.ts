/** Sends a form: busy during the request, and the refusal. The edits are kept until it succeeds. */
import { useRef, useState } from "react";
import { Problem } from "~/api/problem";

export interface Saving {
  busy: boolean;
  problem: Problem | null;
  /** The idempotency key of one content: equal for every attempt, so that a repeat has no second effect. */
  keyFor: (body: object) => string;
  /** The response; null when it was refused, and during another request. */
  save: <T>(send: () => Promise<T>) => Promise<T | null>;
  /** Removes the refusal. */
  clear: () => void;
}

export function useSaving(): Saving {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const sending = useRef(false);
  const key = useRef({ content: "", key: "" });
  return {
    busy,
    problem,
    keyFor(body) {
      const content = JSON.stringify(body);
      if (key.current.content !== content) key.current = { content, key: crypto.randomUUID() };
      return key.current.key;
    },
    async save(send) {
      if (sending.current) return null;
      sending.current = true;
      setBusy(true);
      setProblem(null);
      try {
        return await send();
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        setProblem(error);
        return null;
      } finally {
        sending.current = false;
        setBusy(false);
      }
    },
    clear: () => setProblem(null),
  };
}

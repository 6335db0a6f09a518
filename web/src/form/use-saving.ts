/** The sending of a form: busy while it is on its way, and what was refused. What was typed stays until it is done. */
import { useRef, useState } from "react";
import { Problem } from "~/api/problem";

export interface Saving {
  busy: boolean;
  problem: Problem | null;
  /** The same for every attempt of one content, so that a repeat has no second effect. */
  keyFor: (body: object) => string;
  /** The answer; null when it was refused, and while another is on its way. */
  save: <T>(send: () => Promise<T>) => Promise<T | null>;
  /** Forgets what was refused. */
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

/** A code while it is typed: six digits, submitted at the sixth, one request at a time; a refused code is typed again. */
import { type RefObject, useEffect, useRef, useState } from "react";
import { Problem } from "~/api/problem";

export interface Code {
  input: RefObject<HTMLInputElement | null>;
  /** The digits so far. */
  digits: string;
  busy: boolean;
  /** The sentence about a refused code. */
  fault: string | null;
  /** Takes the value of the field, or a code that was read elsewhere. */
  type: (typed: string) => void;
  /** Submits the code; an incomplete one returns the focus to the field. */
  submit: () => void;
}

/**
 * `give` throws `Problem` when the code is refused, and `say` makes a sentence of it. The field has the focus from the
 * beginning.
 */
export function useCode(give: (digits: string) => Promise<void>, say: (problem: Problem) => string): Code {
  const input = useRef<HTMLInputElement>(null);
  const sending = useRef(false);
  const [digits, setDigits] = useState("");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  useEffect(() => input.current?.focus(), []);

  const send = async (code: string) => {
    // A state would be a render late for a second click.
    if (sending.current) return;
    if (code.length !== 6) {
      input.current?.focus();
      return;
    }
    sending.current = true;
    setBusy(true);
    setFault(null);
    try {
      await give(code);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setFault(say(error));
      setDigits("");
      input.current?.focus();
    } finally {
      sending.current = false;
      setBusy(false);
    }
  };
  const type = (typed: string) => {
    const code = typed.replace(/\D/g, "").slice(0, 6);
    // Also when nothing changes: it removes a typed letter.
    if (input.current) input.current.value = code;
    setDigits(code);
    if (code.length === 6) void send(code);
    else if (code.length > 0) setFault(null);
  };
  return { input, digits, busy, fault, type, submit: () => void send(digits) };
}

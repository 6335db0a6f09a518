/** Sending a code again: when that is possible, and its result. */
import { useState } from "react";
import { Problem } from "~/api/problem";
import { countdown } from "~/lib/time";
import { useSeconds } from "~/lib/use-seconds";
import { RESEND_AFTER } from "./codes";

export interface AgainWords {
  noMessage: string;
  again: string;
  againIn: (clock: string) => string;
  resent: string;
}

interface Props {
  words: AgainWords;
  /** When the newest code was sent, in milliseconds of this device's clock. */
  sentAt: number;
  /** Sends another code. Throws `Problem`. */
  onAgain: () => Promise<void>;
  /** The sentence about a refusal. */
  say: (problem: Problem) => string;
}

/** The wait after a refusal that names no time, in seconds. */
const WAIT = 5;

export function Again({ words, sentAt, onAgain, say }: Props) {
  const now = useSeconds(Date.now);
  const [notBefore, setNotBefore] = useState(0);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const left = Math.max(sentAt + RESEND_AFTER, notBefore) - now;
  const waiting = left > 0 || busy;
  const again = async () => {
    if (waiting) return;
    setBusy(true);
    try {
      await onAgain();
      setSaid(words.resent);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setNotBefore(Date.now() + (error.retryAfter ?? WAIT) * 1_000);
      setSaid(say(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {words.noMessage}{" "}
      <button className="link" type="button" aria-disabled={waiting} onClick={() => void again()}>
        {words.again}
      </button>{" "}
      {left > 0 && words.againIn(countdown(left))}
      {said !== null && (
        <span className="code-said" role="status">
          {said}
        </span>
      )}
    </>
  );
}

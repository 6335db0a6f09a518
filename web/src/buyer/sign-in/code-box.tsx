/** One code: typed, pasted or filled in; given at the sixth digit; sent again after a while. */
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { Problem } from "~/api/problem";
import { isLocal, localCode, RESEND_AFTER } from "~/sign-in/codes";
import { Icon } from "~/ui/icon";
import { b } from "~/words/buyer";
import { w } from "~/words/buyer-sign-in";
import { minutesAndSeconds, useSeconds } from "../loaded";

interface Props {
  title: string;
  /** Where the code went. */
  lead: ReactNode;
  button: string;
  /** Gives it back. Throws `Problem`. */
  onCode: (code: string) => Promise<void>;
  /** Sends it once more. Throws `Problem`. */
  onAgain: () => Promise<void>;
  /** The number that it went to, where this page knows it. */
  phone?: string;
  children?: ReactNode;
}

export function CodeBox({ title, lead, button, onCode, onAgain, phone, children }: Props) {
  const [code, setCode] = useState("");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [hint, setHint] = useState(w.digitsHint);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => input.current?.focus(), []);

  const give = async (digits: string) => {
    if (busy || digits.length !== 6) return;
    setBusy(true);
    setFault(null);
    try {
      await onCode(digits);
    } catch (error) {
      setFault(sentence(error));
      input.current?.select();
    }
    setBusy(false);
  };
  const type = (typed: string) => {
    const digits = typed.replace(/\D/g, "").slice(0, 6);
    setCode(digits);
    setFault(null);
    if (digits.length === 6) void give(digits);
  };
  const again = async () => {
    try {
      await onAgain();
      setHint(w.resent);
      setFault(null);
    } catch (error) {
      setFault(sentence(error));
    }
  };

  return (
    <form
      className="code-box"
      aria-labelledby={`${id}-title`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void give(code);
      }}
    >
      <h2 id={`${id}-title`}>{title}</h2>
      <p>{lead}</p>
      <div className="field code-row">
        <label htmlFor={id}>{w.digits}</label>
        <input
          ref={input}
          className="input digits mono"
          id={id}
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          aria-invalid={fault !== null}
          aria-describedby={`${id}-below`}
          onInput={(event) => type(event.currentTarget.value)}
        />
        <button className="button button-primary button-large" type="submit" aria-busy={busy}>
          {button}
        </button>
        <p
          className={fault === null ? "hint" : "problem"}
          id={`${id}-below`}
          role={fault === null ? undefined : "alert"}
        >
          {fault !== null && <Icon name="warning" size={16} />}
          {fault ?? hint}
        </p>
        <Resend onAgain={again} />
      </div>
      {children}
      {phone !== undefined && <ReadHere phone={phone} onCode={type} />}
    </form>
  );
}

/** The sentence for the code that was refused. */
export function sentence(error: unknown): string {
  if (!(error instanceof Problem)) throw error;
  if (error.status === 0) return b.offlineHint;
  const left = error.more.attemptsLeft;
  if (error.code === "code_rejected" && typeof left === "number") return left > 0 ? w.wrong(left) : w.noTries;
  if (error.code === "code_expired") return w.ended;
  return error.errors[0]?.detail ?? error.message;
}

function Resend({ onAgain }: { onAgain: () => Promise<void> }) {
  const [sentAt, setSentAt] = useState(Date.now);
  const [busy, setBusy] = useState(false);
  const left = sentAt + RESEND_AFTER - useSeconds(Date.now);
  const waiting = left > 0 || busy;
  const send = async () => {
    if (waiting) return;
    setBusy(true);
    await onAgain();
    setSentAt(Date.now());
    setBusy(false);
  };
  return (
    <p className="hint">
      {w.noMessage}{" "}
      <button className="link" type="button" aria-disabled={waiting} onClick={() => void send()}>
        {w.again}
      </button>{" "}
      {left > 0 && w.inSeconds(minutesAndSeconds(left))}
    </p>
  );
}

/** Where messages stay on this machine, the code is a click away. */
function ReadHere({ phone, onCode }: { phone: string; onCode: (code: string) => void }) {
  const [local, setLocal] = useState(false);
  useEffect(() => {
    void isLocal().then(setLocal);
  }, []);
  if (!local) return null;
  return (
    <p className="notice notice-plum small">
      <Icon name="code" />
      <span>
        {w.local}{" "}
        <button
          className="link"
          type="button"
          onClick={() => void localCode(phone).then((code) => code !== null && onCode(code))}
        >
          {w.read}
        </button>
      </span>
    </p>
  );
}

/** The code from the phone: one field that sends itself at the sixth digit. */
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { Problem } from "~/api/problem";
import { spaced } from "~/lib/phone";
import { clock } from "~/lib/time";
import { isLocal, localCode, RESEND_AFTER } from "~/sign-in/codes";
import { Icon } from "~/ui/icon";
import { asClock } from "../shop/states";
import { code as c, w } from "./words";

interface Props {
  phone: string;
  /** When the newest code was sent, by the server's clock. */
  sentAt: number;
  action: string;
  /** Gives the code back. Throws `Problem`. */
  onCode(code: string): Promise<void>;
  /** Sends another. Throws `Problem`. */
  onAgain(): Promise<void>;
  onOtherNumber(): void;
  /** Below: how long what is ordered is held. */
  children?: ReactNode;
}

export function CodeBox({ phone, sentAt, action, onCode, onAgain, onOtherNumber, children }: Props) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [code, setCode] = useState("");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const sending = useRef(false);
  const now = useSeconds();

  useEffect(() => field.current?.focus(), []);

  const send = async (digits: string) => {
    if (sending.current) return;
    if (digits.length !== 6) return field.current?.focus();
    sending.current = true;
    setBusy(true);
    setFault(null);
    try {
      await onCode(digits);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setFault(codeFault(error));
      setCode("");
      field.current?.focus();
    } finally {
      sending.current = false;
      setBusy(false);
    }
  };

  const type = (typed: string) => {
    const digits = typed.replace(/\D/g, "").slice(0, 6);
    // Also when nothing changes by it: a letter that was typed goes.
    if (field.current) field.current.value = digits;
    setCode(digits);
    if (digits.length === 6) void send(digits);
    else if (digits.length > 0) setFault(null);
  };

  const again = async () => {
    setFault(null);
    await onAgain();
    field.current?.focus();
  };

  const minutes = Math.max(0, Math.floor((now - sentAt) / 60_000));
  return (
    <section className="code-box" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{c.codeTitle}</h2>
      <p>
        {c.sentTo} <b className="nowrap">{spaced(phone)}</b> {c.sentAt(minutes)}{" "}
        <button className="link" type="button" onClick={onOtherNumber}>
          {c.changeNumber}
        </button>
      </p>
      <form
        className="field code-row"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send(code);
        }}
      >
        <label htmlFor={id}>{c.digits}</label>
        <input
          className="input digits mono"
          ref={field}
          id={id}
          name="code"
          type="text"
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="[0-9]{6}"
          value={code}
          readOnly={busy}
          aria-invalid={fault ? true : undefined}
          aria-describedby={fault ? `${id}-p ${id}-h` : `${id}-h`}
          onChange={(event) => type(event.currentTarget.value)}
        />
        {fault && (
          <p className="problem" id={`${id}-p`} role="alert">
            <Icon name="warning" size={16} />
            {fault}
          </p>
        )}
        <button className="button button-primary button-large" type="submit" aria-busy={busy}>
          {action}
        </button>
        <p className="hint" id={`${id}-h`}>
          {c.digitsHint} <Again sentAt={sentAt} now={now} onAgain={again} />
        </p>
      </form>
      <ReadHere phone={phone} onCode={type} />
      {children}
    </section>
  );
}

/** What became of a code, in the reader's words. */
function codeFault(problem: Problem): string {
  const left = problem.more.attemptsLeft;
  if (typeof left === "number") return c.notThat(left);
  if (problem.status === 429) return w.tooMany(asClock(problem.retryAfter ?? 0));
  if (problem.status === 0 || problem.status >= 500) return w.noAnswer;
  return w.wrong(problem.message);
}

function Again({ sentAt, now, onAgain }: { sentAt: number; now: number; onAgain(): Promise<void> }) {
  const [notBefore, setNotBefore] = useState(0);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const seconds = Math.ceil((Math.max(sentAt + RESEND_AFTER, notBefore) - now) / 1000);
  const waiting = seconds > 0 || busy;
  const again = async () => {
    if (waiting) return;
    setBusy(true);
    try {
      await onAgain();
      setSaid(c.resent);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setNotBefore(clock.now() + (error.retryAfter ?? 5) * 1000);
      setSaid(codeFault(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {c.noMessage}{" "}
      <button className="link" type="button" aria-disabled={waiting} onClick={() => void again()}>
        {c.again}
      </button>{" "}
      {seconds > 0 && c.againIn(asClock(seconds))}
      {said && (
        <span className="code-said" role="status">
          {said}
        </span>
      )}
    </>
  );
}

/** Where messages stay on this machine, the code is a click away. */
function ReadHere({ phone, onCode }: { phone: string; onCode(code: string): void }) {
  const [local, setLocal] = useState(false);
  const [none, setNone] = useState(false);
  useEffect(() => {
    void isLocal().then(setLocal);
  }, []);
  if (!local) return null;
  const read = async () => {
    const code = await localCode(phone);
    setNone(code === null);
    if (code !== null) onCode(code);
  };
  return (
    <p className="notice notice-plum small">
      <Icon name="code" />
      <span>
        {c.local}{" "}
        <button className="link" type="button" onClick={() => void read()}>
          {c.read}
        </button>{" "}
        {none && <span role="status">{c.notRead}</span>}
      </span>
    </p>
  );
}

/** The server's time, once a second. */
export function useSeconds(): number {
  const [now, setNow] = useState(clock.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(clock.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

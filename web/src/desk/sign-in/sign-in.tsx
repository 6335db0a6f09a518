/** Signing in at the desk: a phone or e-mail address, then the code that went there. */
import { useEffect, useId, useRef, useState } from "react";
import { Problem } from "~/api/problem";
import type { Session } from "~/api/session";
import { COUNTRIES, e164, likelyCallingCode, spaced } from "~/lib/phone";
import { deskTime } from "~/lib/time";
import {
  type Address,
  addressText,
  type Challenge,
  isLocal,
  localCode,
  RESEND_AFTER,
  sendCode,
  signIn,
} from "~/sign-in/codes";
import { Icon } from "~/ui/icon";
import { w } from "~/words/desk";

export function SignIn({ session, onDone }: { session: Session; onDone: () => void }) {
  const [challenge, setChallenge] = useState<Challenge | null>(null);
  return challenge === null ? (
    <AddressForm session={session} onSent={setChallenge} />
  ) : (
    <CodeForm
      session={session}
      challenge={challenge}
      onResent={setChallenge}
      onOther={() => setChallenge(null)}
      onDone={onDone}
    />
  );
}

function AddressForm({ session, onSent }: { session: Session; onSent: (challenge: Challenge) => void }) {
  const [byEmail, setByEmail] = useState(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const id = useId();

  const send = async (form: FormData) => {
    if (busy) return;
    const typed = String(form.get("address") ?? "").trim();
    const address: Address = byEmail ? { email: typed } : { phone: e164(typed, String(form.get("country"))) };
    setBusy(true);
    setFault(null);
    try {
      onSent(await sendCode(session, address));
    } catch (error) {
      setFault(sentence(error, byEmail ? "/email" : "/phone"));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form
      className="slip hung sign-slip"
      aria-labelledby={`${id}-title`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send(new FormData(event.currentTarget));
      }}
    >
      <h1 id={`${id}-title`}>{w.signIn.title}</h1>
      <div className="field">
        <label htmlFor={id}>{byEmail ? w.signIn.email : w.signIn.phone}</label>
        {byEmail ? (
          <input
            className="input"
            id={id}
            name="address"
            type="email"
            autoComplete="email"
            key="email"
            {...told(fault, id)}
          />
        ) : (
          <span className="phone-row">
            <span className="select">
              <label className="out-of-sight" htmlFor={`${id}-country`}>
                {w.signIn.country}
              </label>
              <select
                id={`${id}-country`}
                name="country"
                autoComplete="tel-country-code"
                defaultValue={likelyCallingCode()}
              >
                {COUNTRIES.map(([country, code]) => (
                  <option key={country} value={code}>{`${country} ${code}`}</option>
                ))}
                <option value="">{w.signIn.other}</option>
              </select>
              <Icon name="down" size={16} />
            </span>
            <input
              className="input"
              id={id}
              name="address"
              type="text"
              inputMode="tel"
              autoComplete="tel-national"
              key="phone"
              {...told(fault, id)}
            />
          </span>
        )}
        <Below id={id} fault={fault} hint={w.signIn.phoneHint} />
      </div>
      <div className="sign-do">
        <button className="button button-primary button-large" type="submit" aria-busy={busy}>
          {w.signIn.send}
        </button>
        <p className="small">
          <button
            className="link"
            type="button"
            onClick={() => {
              setByEmail(!byEmail);
              setFault(null);
            }}
          >
            {byEmail ? w.signIn.usePhone : w.signIn.useEmail}
          </button>
        </p>
      </div>
    </form>
  );
}

function CodeForm(props: {
  session: Session;
  challenge: Challenge;
  onResent: (challenge: Challenge) => void;
  onOther: () => void;
  onDone: () => void;
}) {
  const { session, challenge, onResent, onOther, onDone } = props;
  const [code, setCode] = useState("");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [hint, setHint] = useState<string>(w.signIn.digitsHint);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => input.current?.focus(), []);

  const go = async (digits: string) => {
    if (busy || digits.length !== 6) return;
    setBusy(true);
    setFault(null);
    try {
      await signIn(session, challenge, digits);
      onDone();
    } catch (error) {
      const left = error instanceof Problem ? error.more.attemptsLeft : undefined;
      setFault(sentence(error, "/code"));
      setHint(typeof left === "number" ? w.signIn.triesLeft(left) : w.signIn.digitsHint);
      setCode("");
      input.current?.focus();
    } finally {
      setBusy(false);
    }
  };
  const type = (typed: string) => {
    const digits = typed.replace(/\D/g, "").slice(0, 6);
    setCode(digits);
    if (digits.length === 6) void go(digits);
  };
  const again = async () => {
    try {
      onResent(await sendCode(session, challenge.address, challenge));
      setHint(w.signIn.resent);
    } catch (error) {
      setFault(sentence(error, ""));
    }
  };
  const address = addressText(challenge.address);
  const [before, after] = w.signIn.sentTo(deskTime(challenge.sentAt, ownZone));

  return (
    <form
      className="slip hung sign-slip"
      aria-labelledby={`${id}-title`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void go(code);
      }}
    >
      <h1 id={`${id}-title`}>{w.signIn.codeTitle}</h1>
      <p className="sign-sent">
        {before}
        <b className="nowrap">{spaced(address)}</b>
        {after}{" "}
        <button className="link" type="button" onClick={onOther}>
          {w.signIn.otherNumber}
        </button>
      </p>
      <div className="field">
        <label htmlFor={id}>{w.signIn.digits}</label>
        <input
          ref={input}
          className="input digits mono"
          id={id}
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          onChange={(event) => type(event.currentTarget.value)}
          {...told(fault, id)}
        />
        <Below id={id} fault={fault} hint={hint} />
      </div>
      <div className="sign-do">
        <button className="button button-primary button-large" type="submit" aria-busy={busy}>
          {w.signIn.go}
        </button>
        <Resend sentAt={challenge.sentAt} onAgain={again} />
      </div>
      <ReadHere address={address} onCode={type} />
    </form>
  );
}

const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The sentence for a field: what was said about it, or about the whole request. */
function sentence(error: unknown, pointer: string): string {
  if (!(error instanceof Problem)) throw error;
  return error.status === 0 ? w.error.offline : (error.at(pointer) ?? error.message);
}

function told(fault: string | null, id: string) {
  return { "aria-invalid": fault !== null, "aria-describedby": `${id}-below` };
}

function Below({ id, fault, hint }: { id: string; fault: string | null; hint: string }) {
  return (
    <p
      className={fault === null ? "hint" : "problem"}
      id={`${id}-below`}
      role={fault === null ? undefined : "alert"}
    >
      {fault !== null && <Icon name="warning" size={16} />}
      {fault ?? hint}
    </p>
  );
}

function Resend({ sentAt, onAgain }: { sentAt: number; onAgain: () => Promise<void> }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const [busy, setBusy] = useState(false);
  const wait = Math.ceil((sentAt + RESEND_AFTER - now) / 1_000);
  const waiting = wait > 0 || busy;
  return (
    <p className="small quiet">
      {w.signIn.noMessage}{" "}
      <button
        className="link"
        type="button"
        aria-disabled={waiting}
        onClick={() => {
          if (waiting) return;
          setBusy(true);
          void onAgain().finally(() => setBusy(false));
        }}
      >
        {w.signIn.resend}
      </button>{" "}
      {wait > 0 && w.signIn.resendIn(`0:${String(wait).padStart(2, "0")}`)}
    </p>
  );
}

/** Where messages stay on this machine, the code is a click away. */
function ReadHere({ address, onCode }: { address: string; onCode: (code: string) => void }) {
  const [local, setLocal] = useState(false);
  useEffect(() => {
    void isLocal().then(setLocal);
  }, []);
  if (!local) return null;
  return (
    <p className="notice notice-plum small">
      <Icon name="code" />
      <span>
        {w.signIn.local}{" "}
        <button
          className="link"
          type="button"
          onClick={() => void localCode(address).then((code) => code !== null && onCode(code))}
        >
          {w.signIn.read}
        </button>
      </span>
    </p>
  );
}

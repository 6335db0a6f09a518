/** Signing in with the phone of the order, in place, on every page that needs a buyer: the number, then the code. */
import { type ReactNode, useId, useState } from "react";
import type { Session } from "~/api/session";
import { COUNTRIES, e164, likelyCallingCode, spaced } from "~/lib/phone";
import { Below } from "~/sign-in/below";
import { addressText, type Challenge, sendCode, signIn } from "~/sign-in/codes";
import { Icon } from "~/ui/icon";
import { w } from "~/words/buyer-sign-in";
import { CodeBox, sentence } from "./code-box";
import "./sign-in.css";

interface Props {
  session: Session;
  title?: string;
  /** Why the page asks. */
  hint?: ReactNode;
  /** Called after the sign-in; listeners of the session are informed as well. */
  onDone?: () => void;
}

export function SignIn({ session, title, hint, onDone }: Props) {
  const [challenge, setChallenge] = useState<Challenge | null>(null);
  if (challenge === null) {
    return <PhoneForm session={session} title={title ?? w.title} hint={hint} onSent={setChallenge} />;
  }
  const phone = addressText(challenge.address);
  return (
    <CodeBox
      title={w.codeTitle}
      lead={
        <>
          {w.sentTo} <b className="nowrap">{spaced(phone)}</b>{" "}
          <button className="link" type="button" onClick={() => setChallenge(null)}>
            {w.otherNumber}
          </button>
        </>
      }
      button={w.go}
      phone={phone}
      onCode={async (code) => {
        await signIn(session, challenge, code);
        onDone?.();
      }}
      onAgain={async () => setChallenge(await sendCode(session, challenge.address, challenge))}
    />
  );
}

interface PhoneProps {
  session: Session;
  title: string;
  hint: ReactNode;
  onSent: (challenge: Challenge) => void;
}

function PhoneForm({ session, title, hint, onSent }: PhoneProps) {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [country, setCountry] = useState(likelyCallingCode);
  const id = useId();

  const send = async (form: FormData) => {
    if (busy) return;
    setBusy(true);
    setFault(null);
    try {
      const phone = e164(String(form.get("phone") ?? ""), country);
      onSent(await sendCode(session, { phone }));
    } catch (error) {
      setFault(sentence(error));
      setBusy(false);
    }
  };

  return (
    <form
      className="code-box"
      aria-labelledby={`${id}-title`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send(new FormData(event.currentTarget));
      }}
    >
      <h2 id={`${id}-title`}>{title}</h2>
      {hint && <p>{hint}</p>}
      <div className="field">
        <label htmlFor={id}>{w.phone}</label>
        <span className="phone-row">
          <span className="select">
            <label className="out-of-sight" htmlFor={`${id}-country`}>
              {w.country}
            </label>
            <select
              id={`${id}-country`}
              name="country"
              autoComplete="tel-country-code"
              value={country}
              onChange={(event) => setCountry(event.currentTarget.value as typeof country)}
            >
              {COUNTRIES.map(([region, code]) => (
                <option key={region} value={code}>{`${region} ${code}`}</option>
              ))}
              <option value="">{w.other}</option>
            </select>
            <Icon name="down" size={16} />
          </span>
          <input
            className="input"
            id={id}
            name="phone"
            type="text"
            inputMode="tel"
            autoComplete="tel-national"
            aria-invalid={fault !== null}
            aria-describedby={`${id}-below`}
          />
        </span>
        <Below id={id} fault={fault} hint={w.hint} />
      </div>
      <button className="button button-primary button-large" type="submit" aria-busy={busy}>
        {w.send}
      </button>
    </form>
  );
}

/** Signing in on the sellers' pages: a phone or e-mail address, then the code that was sent to it. */
import { useId, useState } from "react";
import { Problem } from "~/api/problem";
import type { Session } from "~/api/session";
import { COUNTRIES, e164, likelyCallingCode, spaced } from "~/lib/phone";
import { deskTime } from "~/lib/time";
import { Again } from "~/sign-in/again";
import { Below } from "~/sign-in/below";
import { type Address, addressText, type Challenge, sendCode, signIn } from "~/sign-in/codes";
import { Digits } from "~/sign-in/digits";
import { ReadHere } from "~/sign-in/read-here";
import { useCode } from "~/sign-in/use-code";
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
            {...faultAttributes(fault, id)}
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
              {...faultAttributes(fault, id)}
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
  const give = async (digits: string) => {
    await signIn(session, challenge, digits);
    onDone();
  };
  const code = useCode(give, codeSentence);
  const id = useId();
  const address = addressText(challenge.address);
  const [before, after] = w.signIn.sentTo(deskTime(challenge.sentAt, ownZone));

  return (
    <form
      className="slip hung sign-slip"
      aria-labelledby={`${id}-title`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        code.submit();
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
        <Digits code={code} id={id} describedBy={`${id}-below`} />
        <Below id={id} fault={code.fault} hint={w.signIn.digitsHint} />
      </div>
      <div className="sign-do">
        <button className="button button-primary button-large" type="submit" aria-busy={code.busy}>
          {w.signIn.go}
        </button>
        <p className="small quiet">
          <Again
            words={w.signIn.code}
            sentAt={challenge.sentAt}
            onAgain={async () => onResent(await sendCode(session, challenge.address, challenge))}
            say={codeSentence}
          />
        </p>
      </div>
      <ReadHere words={w.signIn.code} to={address} onCode={code.type} />
    </form>
  );
}

const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The sentence for a field: about the field itself, or about the whole request. */
function sentence(error: unknown, pointer: string): string {
  if (!(error instanceof Problem)) throw error;
  return error.status === 0 ? w.error.offline : (error.at(pointer) ?? error.message);
}

/** The sentence about a code, with the remaining tries. */
function codeSentence(problem: Problem): string {
  const left = problem.more.attemptsLeft;
  const said = sentence(problem, "/code");
  return typeof left === "number" ? `${said} ${w.signIn.triesLeft(left)}` : said;
}

function faultAttributes(fault: string | null, id: string) {
  return { "aria-invalid": fault !== null, "aria-describedby": `${id}-below` };
}

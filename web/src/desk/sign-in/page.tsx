import "./sign-in.css";
import { useEffect, useState } from "react";
import { Problem } from "~/api/problem";
import type { Session } from "~/api/session";
import { demoPeople, type Person, signInAs } from "~/sign-in/demo-people";
import { Icon, Mark } from "~/ui/icon";
import { LanguageSwitch, ThemeSwitch } from "~/ui/switches";
import { w } from "~/words/desk";
import { SignIn } from "./sign-in";

/** The page for people who are not signed in. */
export function SignInPage({ session, onDone }: { session: Session; onDone: () => void }) {
  return (
    <div className="sign">
      <header className="sign-top">
        <a className="brand" href="/">
          <Mark />
          <b>Docket</b>
        </a>
        <span className="sign-tools">
          <LanguageSwitch label={w.signIn.language} />
          <ThemeSwitch label={w.signIn.theme} />
        </span>
      </header>
      <div className="bar" />
      <main className="sign-main" id="main">
        <SignIn session={session} onDone={onDone} />
        <DemoPeople session={session} onDone={onDone} />
      </main>
    </div>
  );
}

/** The demo's buyers are excluded: these pages are for staff. */
const STAFF: readonly string[] = ["seller", "driver", "admin"];

function DemoPeople({ session, onDone }: { session: Session; onDone: () => void }) {
  const [people, setPeople] = useState<Person[]>([]);
  const [busy, setBusy] = useState<Person | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  useEffect(() => {
    void demoPeople().then((all) => setPeople(all.filter(({ role }) => STAFF.includes(role))));
  }, []);
  if (people.length === 0) return null;
  const be = async (person: Person) => {
    if (busy) return;
    setBusy(person);
    setFault(null);
    try {
      await signInAs(session, person);
      onDone();
    } catch (error) {
      setFault(
        error instanceof Problem && error.status === 0 ? w.error.offline : String((error as Error).message),
      );
    } finally {
      setBusy(null);
    }
  };
  return (
    <section className="demo" aria-labelledby="demo-title">
      <h2 id="demo-title">{w.signIn.demoTitle}</h2>
      <p className="quiet small">{w.signIn.demoHint}</p>
      {fault !== null && (
        <p className="problem" role="alert">
          <Icon name="warning" size={16} />
          {fault}
        </p>
      )}
      <ul className="demo-people">
        {people.map((person) => (
          <li key={`${person.name} ${person.role}`}>
            <button type="button" aria-busy={busy === person} onClick={() => void be(person)}>
              <span className="face" aria-hidden="true">
                {initials(person.name)}
              </span>
              <span>
                <b>{person.name}</b>
                <span className="quiet small">
                  {person.sellerName ?? w.signIn.allSellers}, {w.account.role[person.role]}
                </span>
              </span>
              <Icon name="right" size={16} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** `KS` of Kira Spice. */
export const initials = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => [...word][0] ?? "")
    .filter((_, at, all) => at === 0 || at === all.length - 1)
    .join("")
    .toUpperCase();

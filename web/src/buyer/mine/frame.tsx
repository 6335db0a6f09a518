/** The frame of a buyer's own pages: who is signed in, signing in and out, and failed reads. */
import "./mine.css";
import { type ReactNode, useState } from "react";
import { Problem } from "~/api/problem";
import { useLoaded } from "~/lib/loaded";
import { spaced } from "~/lib/phone";
import { Icon } from "~/ui/icon";
import { LanguageSwitch } from "~/ui/switches";
import type { BuyerWords } from "~/words/en/buyer";
import { Failed } from "../failed";
import { BuyerTop } from "../frame";
import { push } from "../push";
import { session } from "../session";
import type { Who } from "./use-who";

export interface MineWords extends BuyerWords {
  title: string;
  skip: string;
  of: string;
  signOut: string;
  /** Why the page asks for a phone number. */
  signInHint: string;
}

interface Props {
  words: MineWords;
  who: Who;
  /** Reads again who is signed in. */
  onLook: () => void;
  /** Called before the person signs out. */
  onLeave?: () => void;
  /** The link to the page above. */
  back?: ReactNode;
  /** Content above the bar. */
  above?: ReactNode;
  children: ReactNode;
}

export function Mine({ words: w, who, onLook, onLeave, back, above, children }: Props) {
  const signIn = useLoaded(() => import("../sign-in/sign-in"), who.is === "stranger");
  const [fault, setFault] = useState<string | null>(null);
  const signOut = () => {
    setFault(null);
    onLeave?.();
    return push.signOut(false).catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error;
      setFault(error.status === 0 ? w.offlineHint : error.message);
    });
  };
  const phone = who.is === "known" ? who.me.contact?.phone : undefined;
  return (
    <>
      <a className="skip" href="#main">
        {w.skip}
      </a>
      <BuyerTop name="Docket" href="/" words={w}>
        <LanguageSwitch label={w.language} />
        {who.is === "known" && (
          <button className="button button-quiet" type="button" onClick={() => void signOut()}>
            <Icon name="signout" />
            <span className="word">{w.signOut}</span>
          </button>
        )}
      </BuyerTop>
      <main className="wide" id="main">
        {back}
        <header className="mine-head">
          <h1>{w.title}</h1>
          {phone && (
            <p className="quiet">
              {w.of} <b className="nowrap">{spaced(phone)}</b>
            </p>
          )}
        </header>
        {fault !== null && (
          <p className="problem" role="alert">
            <Icon name="warning" size={16} />
            {fault}
          </p>
        )}
        {above}
        <div className="bar" />
        {who.is === "stranger" && signIn && (
          <div className="slip hung mine-sign-in">
            <signIn.SignIn session={session} hint={w.signInHint} />
          </div>
        )}
        {who.is === "failed" && <Failed problem={who.problem} words={w} onAgain={onLook} />}
        {children}
      </main>
    </>
  );
}

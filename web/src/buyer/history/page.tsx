/** A buyer's own orders: who that is, invitations, the list, and the way out. */
import { useCallback, useEffect, useState } from "react";
import { Problem } from "~/api/problem";
import type { Me } from "~/api/session";
import { useLoaded } from "~/lib/loaded";
import { spaced } from "~/lib/phone";
import { Icon } from "~/ui/icon";
import { LanguageSwitch } from "~/ui/switches";
import { w } from "~/words/history";
import { Failed } from "../failed";
import { BuyerTop } from "../frame";
import { session } from "../session";
import { Invitations } from "./invitations";
import { LeaveEverywhere } from "./leave";
import { OrderList } from "./list";
import type { Order, Seller } from "./orders";

type Who =
  | { is: "unknown" }
  | { is: "stranger" }
  | { is: "known"; me: Me }
  | { is: "failed"; problem: Problem };

export function HistoryPage() {
  const { who, look, strange } = useWho();
  const [printing, setPrinting] = useState<{ order: Order; seller: Seller } | null>(null);
  const receipt = useLoaded(() => import("../receipt/receipt"), printing !== null);
  const signIn = useLoaded(() => import("../sign-in/sign-in"), who.is === "stranger");
  const [fault, setFault] = useState<string | null>(null);
  const signOut = () => {
    setFault(null);
    return session.end().catch((error: unknown) => {
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
        {who.is === "known" && <Invitations invitations={who.me.invitations} onSignedOut={strange} />}
        <div className="bar" />
        {who.is === "stranger" && signIn && (
          <div className="slip hung mine-sign-in">
            <signIn.SignIn session={session} hint={w.signInHint} />
          </div>
        )}
        {who.is === "failed" && <Failed problem={who.problem} words={w} onAgain={look} />}
        {who.is === "known" && (
          <div className="mine">
            <div className="mine-orders">
              <OrderList
                onSignedOut={strange}
                onReceipt={(order, seller) => setPrinting({ order, seller })}
              />
            </div>
            <LeaveEverywhere />
          </div>
        )}
      </main>
      {printing && receipt && <receipt.Receipt {...printing} words={w} onDone={() => setPrinting(null)} />}
    </>
  );
}

/** Who is signed in here; signing in or out in another tab counts, too. */
function useWho() {
  const [who, setWho] = useState<Who>({ is: "unknown" });
  const strange = useCallback(() => setWho({ is: "stranger" }), []);
  const look = useCallback(() => {
    session.client
      .ask("get", "/api/me")
      .then((me) => setWho({ is: "known", me }))
      .catch((error: unknown) => {
        if (!(error instanceof Problem)) throw error;
        setWho(error.status === 401 ? { is: "stranger" } : { is: "failed", problem: error });
      });
  }, []);
  useEffect(() => {
    session.renew().then(look, (problem: Problem) => setWho({ is: "failed", problem }));
    return session.listen((signedIn) => (signedIn ? look() : strange()));
  }, [look, strange]);
  return { who, look, strange };
}

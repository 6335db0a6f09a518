/**
 * Admits people to the sellers' pages: signed-in staff of a seller, or an administrator who has chosen a seller. When a
 * session ends later, the sign-in opens over the page, so that no typed value is lost.
 */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Problem } from "~/api/problem";
import type { Me, Session } from "~/api/session";
import { useStore } from "~/lib/store";
import { Icon } from "~/ui/icon";
import { w } from "~/words/desk";
import { DeskContext } from "./desk-context";
import { keptDriver } from "./drive/driver";
import { DriverGate } from "./drive/gate";
import { Failed } from "./failed";
import { leave, signingOut } from "./leaving";
import { forgetDesk, type KeptDesk, readDesk } from "./open-orders/kept-desk";
import { ChooseSeller, chosenSeller, forgetSeller } from "./sellers";
import { NotStaff } from "./sign-in/not-staff";
import { SignInPage } from "./sign-in/page";
import { SignIn } from "./sign-in/sign-in";
import { meQuery, sellerQuery } from "./who";

export function Gate({ session, children }: { session: Session; children: ReactNode }) {
  const { signedIn, problem, wall, look } = useSignedIn(session);
  const leaving = useStore(signingOut);
  const queries = useQueryClient();
  // The page remains open for the same person when the session ends; another person gets a new page.
  const [seen, setSeen] = useState<Me | null>(null);
  const me = useQuery({ ...meQuery, enabled: signedIn === true });
  const another = me.data !== undefined && seen !== null && !samePerson(seen, me.data);
  useEffect(() => {
    if (another) location.assign("/desk");
    else if (me.data) setSeen(me.data);
  }, [me.data, another]);

  // Another tab may have signed in another person.
  const wasSignedIn = useRef(signedIn);
  useEffect(() => {
    if (signedIn && wasSignedIn.current === false) void queries.invalidateQueries(meQuery);
    wasSignedIn.current = signedIn;
  }, [signedIn, queries]);

  // A driver's tour and a wall display work without a connection: they open with the data that this device has stored.
  const silent = (problem ?? (me.data ? null : me.error)) !== null;
  const driver = useMemo(() => (silent ? keptDriver() : null), [silent]);
  const kept = wall?.me ?? driver;
  if (kept === null) {
    if (problem) return <Failed error={problem} again={look} />;
    if (signedIn === undefined) return null;
  }
  if (signedIn === false && seen === null && driver === null)
    return <SignInPage session={session} onDone={() => {}} />;
  // The page and its typed values are kept after the first read.
  if (me.error && !me.data && seen === null && kept === null)
    return <Failed error={me.error} again={() => void me.refetch()} />;
  const who = me.data ?? seen ?? kept;
  // A page that is about to be left shows nothing.
  if (!who || another) return null;
  return (
    <>
      <Staff session={session} me={who}>
        {children}
      </Staff>
      {signedIn === false && !leaving && (
        <Over session={session} onDone={() => void queries.invalidateQueries()} />
      )}
    </>
  );
}

/** The interval of attempts to connect while a wall display shows stored tickets. */
const LOOKS_AGAIN = 5_000;

/**
 * Undefined until it is known; a problem when the server did not say. A wall display without a connection continues with
 * the data of this device, until the server says who is signed in.
 */
function useSignedIn(session: Session) {
  const queries = useQueryClient();
  const [signedIn, setSignedIn] = useState<boolean>();
  const [problem, setProblem] = useState<Error | null>(null);
  const [kept, setKept] = useState<KeptDesk | null>(null);
  const look = useCallback(() => {
    setProblem(null);
    const failed = async (error: Error) => {
      const found = error instanceof Problem && error.status === 0 ? await keptForWall() : null;
      if (found === null) return setProblem(error);
      const known = queries.getQueryData(["seller", found.seller.id]);
      if (!known) queries.setQueryData(["seller", found.seller.id], found.seller, { updatedAt: found.at });
      setKept(found);
    };
    session.renew().then((token) => setSignedIn(token !== null), failed);
  }, [session, queries]);
  useEffect(() => {
    const stop = session.listen(setSignedIn);
    look();
    return stop;
  }, [session, look]);

  const waits = kept !== null && signedIn === undefined;
  useEffect(() => {
    if (!waits) return;
    const lookAgain = () =>
      session.renew().then(
        // Informs all listeners: requests that failed without a token can be repeated.
        (token) => (token === null ? setSignedIn(false) : session.start(token)),
        () => {},
      );
    const timer = setInterval(lookAgain, LOOKS_AGAIN);
    addEventListener("online", lookAgain);
    return () => {
      clearInterval(timer);
      removeEventListener("online", lookAgain);
    };
  }, [waits, session]);

  // The next person who signs in may be another one.
  useEffect(() => {
    if (signedIn !== false) return;
    setKept(null);
    void forgetDesk();
  }, [signedIn]);
  return { signedIn, problem, wall: kept, look };
}

const keptForWall = async () => (location.pathname.startsWith("/desk/kitchen") ? readDesk() : null);

const samePerson = (one: Me, other: Me) =>
  one.member?.id === other.member?.id &&
  one.role === other.role &&
  JSON.stringify(one.contact) === JSON.stringify(other.contact);

function Staff({ session, me, children }: { session: Session; me: Me; children: ReactNode }) {
  const [choice, setChoice] = useState(chosenSeller);
  const sellerId = me.role === "admin" ? choice : me.seller?.id;
  const seller = useQuery({
    ...sellerQuery(sellerId ?? ""),
    enabled: sellerId !== undefined && sellerId !== null && (me.role === "seller" || me.role === "admin"),
  });
  if (me.role === "buyer") return <NotStaff session={session} me={me} />;
  if (me.role === "driver")
    return (
      <DriverGate session={session} me={me}>
        {children}
      </DriverGate>
    );
  if (!sellerId) return <ChooseSeller session={session} onChoose={setChoice} />;
  if (seller.error && !seller.data)
    return <Failed error={seller.error} again={() => void seller.refetch()} />;
  if (!seller.data) return null;
  const desk = {
    session,
    me,
    seller: seller.data,
    zone: seller.data.timezone,
    currency: seller.data.currency,
    staff: me.role === "admin" ? ("admin" as const) : ("seller" as const),
    changeSeller:
      me.role === "admin"
        ? () => {
            leave();
            forgetSeller();
            setChoice(null);
          }
        : null,
  };
  // The state of another seller's pages is discarded.
  return (
    <DeskContext value={desk} key={seller.data.id}>
      {children}
    </DeskContext>
  );
}

/** Signing in again, over the page. */
function Over({ session, onDone }: { session: Session; onDone: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className="sign sign-over"
      aria-label={w.signIn.again}
      // Without a session, the dialog cannot be closed.
      onCancel={(event) => event.preventDefault()}
    >
      <p className="notice notice-plum">
        <Icon name="signout" />
        <span>
          <b>{w.signIn.again}.</b> {w.signIn.againHint}
        </span>
      </p>
      <SignIn session={session} onDone={onDone} />
    </dialog>
  );
}

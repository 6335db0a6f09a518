/** A buyer's page about messages: which ones are sent, by which channel, and when. */
import { useEffect, useRef, useState } from "react";
import { Problem } from "~/api/problem";
import type { Me } from "~/api/session";
import { useLate } from "~/lib/loaded";
import type { Preferences } from "~/messages/preferences";
import { Icon } from "~/ui/icon";
import { w as mw } from "~/words/messages";
import { w } from "~/words/my-messages";
import { Failed } from "../failed";
import { Mine } from "../mine/frame";
import { useWho, type Who } from "../mine/use-who";
import { session } from "../session";
import { MessagesForm } from "./form";

export function MessagesPage() {
  const { who, look, strange } = useWho();
  const [unsaved, setUnsaved] = useState(false);
  const { seen, forget } = useSeen(who);
  const over = who.is !== "known";
  return (
    <Mine
      words={w}
      who={who}
      onLook={look}
      onLeave={forget}
      back={
        <a className="my-messages-back" href="/my">
          <Icon name="undo" size={16} />
          {w.myOrders}
        </a>
      }
      above={
        over &&
        seen !== null &&
        unsaved && (
          <p className="notice notice-plum" role="status">
            <Icon name="signout" />
            <span>{w.kept}</span>
          </p>
        )
      }
    >
      {seen !== null && (
        // The form is hidden from other people, and kept for its owner.
        <div className="my-messages" key={JSON.stringify(seen.contact)} hidden={over}>
          <p className="quiet">{mw.lead}</p>
          <Own signedIn={!over} onSignedOut={strange} onUnsaved={setUnsaved} />
        </div>
      )}
    </Mine>
  );
}

/** The last signed-in buyer, also after the session has expired; null after signing out. */
function useSeen(who: Who) {
  const [last, setLast] = useState<Me | null>(null);
  const leaving = useRef(false);
  useEffect(() => {
    if (who.is === "known") {
      leaving.current = false;
      setLast(who.me);
    } else if (who.is === "stranger" && leaving.current) setLast(null);
  }, [who]);
  const forget = () => {
    leaving.current = true;
  };
  return { seen: who.is === "known" ? who.me : last, forget };
}

interface Props {
  signedIn: boolean;
  onSignedOut: () => void;
  onUnsaved: (unsaved: boolean) => void;
}

function Own({ signedIn, onSignedOut, onUnsaved }: Props) {
  const [kept, setKept] = useState<Preferences | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [turn, setTurn] = useState(0);
  const late = useLate();
  const missing = kept === null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn reads once more.
  useEffect(() => {
    if (!signedIn || !missing) return;
    setProblem(null);
    session.client
      .ask("get", "/api/preferences")
      .then(({ preferences }) => setKept(preferences))
      .catch((error: unknown) => {
        if (!(error instanceof Problem)) throw error;
        if (error.status === 401) onSignedOut();
        else setProblem(error);
      });
  }, [signedIn, missing, turn, onSignedOut]);
  if (problem !== null)
    return <Failed problem={problem} words={w} onAgain={() => setTurn((now) => now + 1)} />;
  if (kept === null)
    return (
      <div className="my-messages-ghosts" aria-busy="true">
        <p className="out-of-sight" role="status">
          {late ? w.loading : ""}
        </p>
        {late && [1, 2, 3].map((place) => <span key={place} className="ghost" />)}
      </div>
    );
  return (
    <MessagesForm
      kept={kept}
      signedIn={signedIn}
      onKept={setKept}
      onSignedOut={onSignedOut}
      onUnsaved={onUnsaved}
    />
  );
}

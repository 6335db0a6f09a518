/** One payment: the amount, the payment provider's form, and the way back. It shows neither items nor people. */
import { useCallback, useEffect, useState } from "react";
import { useLate } from "~/lib/loaded";
import { money } from "~/lib/money";
import { w } from "~/words/pay";
import { Blank } from "../blank";
import { Failed } from "../failed";
import { BuyerTop } from "../frame";
import { askedBy, pathAfter, trackPath } from "./address";
import { Form } from "./form";
import { type Intent, type Notice, type Outcome, readIntent } from "./intent";
import { isStandIn, StandIn } from "./stand-in";

const asked = askedBy(location);
const back = trackPath(asked.orderId);

export function PayPage() {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const ask = useCallback(() => {
    void readIntent(asked).then((next) => {
      // Replaces the page in the history: there is nothing to pay on it any more.
      if (next.kind === "go") location.replace(next.path);
      else setOutcome(next);
    });
  }, []);
  useEffect(() => {
    document.title = w.title;
    ask();
    // Restored from the back-forward cache: the order may be paid by now.
    const shown = (event: PageTransitionEvent) => event.persisted && ask();
    addEventListener("pageshow", shown);
    return () => removeEventListener("pageshow", shown);
  }, [ask]);

  return (
    <>
      <BuyerTop name="Docket" href={back} words={w} />
      <div className="bar" />
      <main className="track pay" id="main">
        <article className="slip hung pay-slip" aria-busy={outcome === null}>
          <Shown outcome={outcome} onAgain={ask} />
        </article>
      </main>
    </>
  );
}

function Shown({ outcome, onAgain }: { outcome: Outcome | null; onAgain: () => void }) {
  if (outcome === null || outcome.kind === "go") return <Ghost />;
  if (outcome.kind === "failed")
    return (
      <>
        <Failed problem={outcome.problem} words={w} onAgain={onAgain} whole />
        <Back />
      </>
    );
  if (outcome.kind === "notice") return <Said notice={outcome.notice} />;
  return <Payment intent={outcome.intent} onAgain={onAgain} />;
}

function Payment({ intent, onAgain }: { intent: Intent; onAgain: () => void }) {
  const amount = money(intent.amount, intent.currency);
  return (
    <>
      <h1 className="pay-title">
        <span className="quiet small">{asked.groupId === null ? w.toPay : w.toPayAll}</span>
        <span className="pay-amount">{amount}</span>
      </h1>
      {asked.next.length > 0 && <p className="quiet">{w.more(asked.next.length)}</p>}
      {isStandIn(intent) ? (
        <StandIn intent={intent} after={pathAfter(asked)} />
      ) : (
        <Form intent={intent} after={pathAfter(asked)} onAgain={onAgain} />
      )}
      <Back />
    </>
  );
}

/** The reason for a missing form, and the way out. */
function Said({ notice }: { notice: Notice }) {
  const { title, text } = w.notices[notice];
  const goesOn = notice === "underWay" && asked.next.length > 0;
  return (
    <Blank icon={notice === "underWay" ? "clock" : "info"} title={title} whole>
      <p>{text}</p>
      <p className="button-row">
        <a className="button button-primary" href={goesOn ? pathAfter(asked) : back}>
          {goesOn ? w.goOn : w.toOrder}
        </a>
      </p>
    </Blank>
  );
}

function Back() {
  return (
    <p className="pay-back">
      <a href={back}>{w.later}</a>
    </p>
  );
}

function Ghost() {
  const late = useLate();
  return (
    <>
      <h1 className="out-of-sight">{w.title}</h1>
      <p className="out-of-sight" role="status">
        {late ? w.loading : ""}
      </p>
      {late && (
        <>
          <span className="ghost ghost-short" />
          <span className="ghost ghost-title" />
          <span className="ghost ghost-block" />
        </>
      )}
    </>
  );
}

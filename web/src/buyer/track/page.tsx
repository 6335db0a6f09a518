/** The tracking page of one order: present state, expected time, steps, driver, items, payments, and help. */
import { useEffect, useRef, useState } from "react";
import type { Problem } from "~/api/problem";
import { useLate, useLoaded } from "~/lib/loaded";
import { buyerTime, zoneName } from "~/lib/time";
import { Icon } from "~/ui/icon";
import { w } from "~/words/track";
import { Failed } from "../failed";
import { BuyerTop } from "../frame";
import { session } from "../session";
import { type News, NO_NEWS, waitAfter } from "./follow";
import { useLifecycle } from "./lifecycle";
import { Now, titleOf } from "./now";
import { again, onNews } from "./source";
import type { Tracking } from "./types";

/** Loaded together with the order. */
const loadDetails = () => import("./details");
void loadDetails().catch(() => {});

export function TrackPage() {
  const [news, setNews] = useState(NO_NEWS);
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    onNews(setNews);
    // After a sign-in, here or in another tab, a refused order may be visible. After a sign-out, private data must not remain
    // on the screen.
    return session.listen((signedIn) => (signedIn ? again() : location.reload()));
  }, []);
  const { tracking, problem, at } = news;
  const title = tracking === null ? "Docket" : titleOf(tracking);
  useEffect(() => {
    document.title = title;
  }, [title]);
  const receipt = useLoaded(() => import("../receipt/receipt"), printing);

  return (
    <>
      <BuyerTop
        name={tracking?.seller.name ?? "Docket"}
        href={tracking ? `/s/${encodeURIComponent(tracking.seller.id)}` : "/"}
        words={w}
      >
        <a className="button button-quiet" href="/my">
          <Icon name="user" />
          <span className="word">{w.myOrders}</span>
        </a>
      </BuyerTop>
      <div className="bar" />
      <main className="track" id="main">
        <Shown news={news} onReceipt={() => setPrinting(true)} />
        <div className="track-foot">
          {tracking && (
            <span className={problem ? "is-bad" : undefined}>
              {problem ? w.staleAt(buyerTime(at, tracking.seller.timezone)) : asOf(at, tracking)}
            </span>
          )}
          <a href="/my">{w.another}</a>
        </div>
      </main>
      {printing && receipt && tracking && (
        <receipt.Receipt
          order={tracking.order}
          seller={tracking.seller}
          words={w}
          onDone={() => setPrinting(false)}
        />
      )}
    </>
  );
}

const asOf = (at: number, { seller: { timezone } }: Tracking) =>
  w.asOf(buyerTime(at, timezone), zoneName(timezone));

function Shown({ news: { tracking, problem, turn }, onReceipt }: { news: News; onReceipt: () => void }) {
  const unknown = problem?.status === 401 || problem?.status === 404;
  const stranger = useLoaded(() => import("./stranger"), unknown);
  if (problem && unknown) {
    if (stranger === null) return <Ghost />;
    // Another phone without access begins with its number again.
    return <stranger.Stranger key={turn} other={isOther(problem)} onDone={again} />;
  }
  if (tracking !== null) return <OrderSlip tracking={tracking} onReceipt={onReceipt} />;
  if (problem === null) return <Ghost />;
  return (
    <article className="slip hung track-slip">
      <h1 className="out-of-sight">{w.order}</h1>
      <Failed problem={problem} words={w} onAgain={again} next={waitAfter(problem) / 1_000} />
    </article>
  );
}

/** An order that does not exist and another buyer's order look alike: both are not found. */
const isOther = (problem: Problem) => problem.status === 404;

function OrderSlip({ tracking, onReceipt }: { tracking: Tracking; onReceipt: () => void }) {
  const { order, seller } = tracking;
  const lifecycle = useLifecycle(tracking);
  const waits = order.phase === "unverified";
  const confirm = useLoaded(() => import("./confirm"), waits);
  const details = useLoaded(loadDetails);
  // The present state is shown at once; the parts below wait for each other, so that the page moves only once.
  const complete = useRef(false);
  complete.current ||= lifecycle !== undefined && details !== null && !(waits && confirm === null);
  return (
    <article
      className={complete.current ? "slip hung track-slip" : "slip hung track-slip track-part"}
      aria-labelledby="now"
      aria-busy={!complete.current}
    >
      <Now tracking={tracking} />
      <Links tracking={tracking} />
      {complete.current && waits && confirm && (
        <section className="track-code">
          <confirm.Confirm until={order.verification?.expiresAt} zone={seller.timezone} onDone={again} />
        </section>
      )}
      {complete.current && details && (
        <details.Details
          tracking={tracking}
          lifecycle={lifecycle ?? null}
          onChanged={again}
          onReceipt={onReceipt}
        />
      )}
    </article>
  );
}

/** The order that this one was merged into, and the orders that were split off. */
function Links({ tracking: { order } }: { tracking: Tracking }) {
  const { mergedInto, splitInto = [] } = order;
  if (mergedInto === undefined && splitInto.length === 0) return null;
  return (
    <div className="notice">
      <Icon name={mergedInto === undefined ? "split" : "merge"} />
      <p>
        {mergedInto === undefined ? w.part : w.merged}{" "}
        {(mergedInto === undefined ? splitInto : [mergedInto]).map((id) => (
          <a key={id} className="nowrap mono" href={`/t/${encodeURIComponent(id)}`}>
            {id}
          </a>
        ))}
      </p>
    </div>
  );
}

/** A placeholder of the order's size, shown when loading takes a while. */
function Ghost() {
  const late = useLate();
  return (
    <article className="slip hung track-slip track-ghost" aria-busy="true">
      <h1 className="out-of-sight">{w.order}</h1>
      <p className="out-of-sight" role="status">
        {late ? w.loading : ""}
      </p>
      {late &&
        ["ghost-short", "ghost-title", "ghost-line", "ghost-block", "ghost-line", "ghost-line"].map(
          (kind, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: places have no other name.
            <span key={place} className={`ghost ${kind}`} />
          ),
        )}
    </article>
  );
}

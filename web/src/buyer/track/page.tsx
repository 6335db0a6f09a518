/** One order, followed: what happens now, when, its steps, who brings it, what it holds, what was paid, and help. */
import { useEffect, useRef, useState } from "react";
import { Client } from "~/api/client";
import type { Problem } from "~/api/problem";
import { useLate, useLoaded } from "~/lib/loaded";
import { buyerTime, zoneName } from "~/lib/time";
import { Icon } from "~/ui/icon";
import { b } from "~/words/buyer";
import { w } from "~/words/track";
import { Failed } from "../failed";
import { BuyerTop } from "../frame";
import { session } from "../session";
import { type Following, follow, type News, NO_NEWS, reader, waitAfter } from "./follow";
import { Help } from "./help";
import { Items } from "./money";
import { Now, titleOf } from "./now";
import { Way, Where } from "./on-the-way";
import { orderId } from "./order-id";
import { StepList } from "./step-list";
import type { Lifecycle, Tracking } from "./types";

export function TrackPage() {
  const [news, setNews] = useState(NO_NEWS);
  const [printing, setPrinting] = useState(false);
  const following = useRef<Following | null>(null);
  const again = () => following.current?.again();
  useEffect(() => {
    const read = reader(session, orderId);
    // Whoever ordered here has a cookie: with it, the first question is asked as them.
    let over = false;
    const begin = () => {
      if (!over) following.current = follow(read, setNews);
    };
    session.renew().then(begin, begin);
    // Signed in, here or in another tab: what was refused may be shown now.
    const unlisten = session.listen((signedIn) => {
      if (signedIn) following.current?.again();
      // What a stranger may not see does not stay on the screen.
      else location.reload();
    });
    return () => {
      over = true;
      unlisten();
      following.current?.stop();
    };
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
      >
        <a className="button button-quiet" href="/my">
          <Icon name="user" />
          <span className="word">{b.myOrders}</span>
        </a>
      </BuyerTop>
      <div className="bar" />
      <main className="track" id="main">
        <Shown news={news} onAgain={again} onReceipt={() => setPrinting(true)} />
        <div className="track-foot">
          {tracking && (
            <span className={problem ? "is-bad" : undefined}>
              {problem ? w.stale(buyerTime(at, tracking.seller.timezone)) : asOf(at, tracking)}
            </span>
          )}
          <a href="/my">{w.another}</a>
        </div>
      </main>
      {printing && receipt && tracking && (
        <receipt.Receipt order={tracking.order} seller={tracking.seller} onDone={() => setPrinting(false)} />
      )}
    </>
  );
}

const asOf = (at: number, { seller: { timezone } }: Tracking) =>
  w.asOf(buyerTime(at, timezone), zoneName(timezone));

interface Props {
  news: News;
  onAgain: () => void;
  onReceipt: () => void;
}

function Shown({ news: { tracking, problem, turn }, onAgain, onReceipt }: Props) {
  const unknown = problem?.status === 401 || problem?.status === 404;
  const stranger = useLoaded(() => import("./stranger"), unknown);
  if (problem && unknown) {
    if (stranger === null) return <Ghost />;
    // Another phone that is refused, too, begins with its number again.
    return <stranger.Stranger key={turn} other={isOther(problem)} onDone={onAgain} />;
  }
  if (tracking !== null) return <OrderSlip tracking={tracking} onChanged={onAgain} onReceipt={onReceipt} />;
  if (problem === null) return <Ghost />;
  return (
    <article className="slip hung track-slip">
      <h1 className="out-of-sight">{w.order}</h1>
      <Failed problem={problem} words={b} onAgain={onAgain} next={waitAfter(problem) / 1_000} />
    </article>
  );
}

/** Nobody can tell an order that is not there from one of somebody else: both are not found. */
const isOther = (problem: Problem) => problem.status === 404;

function OrderSlip(props: { tracking: Tracking; onChanged: () => void; onReceipt: () => void }) {
  const { tracking, onChanged, onReceipt } = props;
  const { order, seller } = tracking;
  const lifecycle = useLifecycle(tracking);
  const waits = order.phase === "unverified";
  const confirm = useLoaded(() => import("./confirm"), waits);
  // What would move when it comes is waited for.
  if (lifecycle === undefined || (waits && confirm === null)) return <Ghost />;
  return (
    <article className="slip hung track-slip" aria-labelledby="now">
      <Now tracking={tracking} />
      <Links tracking={tracking} />
      {waits && confirm && (
        <section className="track-code">
          <confirm.Confirm until={order.verification?.expiresAt} zone={seller.timezone} onDone={onChanged} />
        </section>
      )}
      <Way tracking={tracking} />
      <Where tracking={tracking} />
      <StepList tracking={tracking} lifecycle={lifecycle} />
      <Items order={order} />
      <Help tracking={tracking} onChanged={onChanged} onReceipt={onReceipt} />
    </article>
  );
}

/** The order that this one went into, and those that parts of it became. */
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

/**
 * The lifecycle that the order was placed under; it never changes, and the browser keeps it. Undefined while it is read,
 * null when it could not be, or not soon: then the steps are those of the order's timeline.
 */
function useLifecycle({ order: { lifecycle } }: Tracking): Lifecycle | null | undefined {
  const [known, setKnown] = useState<Lifecycle | null>();
  const { name, version } = lifecycle;
  useEffect(() => {
    const path = { name, version };
    const giveUp = () => setKnown((now) => now ?? null);
    const timer = setTimeout(giveUp, SOON);
    new Client()
      .ask("get", "/api/lifecycles/{name}/{version}", { path })
      .then((body) => setKnown(body.lifecycle), giveUp);
    return () => clearTimeout(timer);
  }, [name, version]);
  return known;
}

/** How long the order waits for its lifecycle. */
const SOON = 1_000;

/** Where the order will be: the same size, shown when it takes a while. */
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

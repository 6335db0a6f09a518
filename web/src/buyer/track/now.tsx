/** The present state and the expected time: the top of the slip, which screen readers announce when it changes. */
import { buyerTime, clock } from "~/lib/time";
import { Icon } from "~/ui/icon";
import { w } from "~/words/track";
import { isFinal, isStopped } from "../phases";
import { aboutOf } from "./about";
import { type Expected, expectedOf } from "./promise";
import { momentText, rangeText, zoneText } from "./times";
import type { Tracking } from "./types";

export function Now({ tracking }: { tracking: Tracking }) {
  const { order, seller } = tracking;
  const about = aboutOf(tracking);
  const expected = expectedOf(order, clock.now());
  const number = order.orderNumber;
  return (
    <div className="track-now" aria-live="polite">
      <p className="quiet small">
        {w.order}{" "}
        <span className="mono">
          {number.slice(0, -4)}
          <b>{number.slice(-4)}</b>
        </span>
      </p>
      <h1 id="now">{w.now(order.phase, about)}</h1>
      <When tracking={tracking} expected={expected} />
      {expected?.moved && <Moved moved={expected.moved} seller={seller.name} zone={seller.timezone} />}
      <Why tracking={tracking} lapsed={about.lapsed} />
    </div>
  );
}

/** The title of the page's tab. */
export function titleOf(tracking: Tracking): string {
  const { order, seller } = tracking;
  const expected = expectedOf(order, clock.now());
  const now = w.now(order.phase, aboutOf(tracking));
  const when = expected === null ? "" : `, ${rangeText(expected.from, expected.to, seller.timezone)}`;
  return `${now}${when} · ${seller.name}`;
}

function When({ tracking, expected }: { tracking: Tracking; expected: Expected | null }) {
  const { order, seller } = tracking;
  const zone = seller.timezone;
  const { method, requestedFor } = order.fulfilment;
  if (expected?.passed) {
    return <p className="track-when is-bad">{w.passed(momentText(expected.to, zone), method)}</p>;
  }
  if (expected) {
    return (
      <p className="track-when">
        {w.there[method]} <b>{rangeText(expected.from, expected.to, zone)}</b> <Zone zone={zone} />
      </p>
    );
  }
  if (isFinal(order.phase)) {
    const at = order.statusTimeline.findLast(({ status }) => status === order.status)?.timestamp;
    return at === undefined ? null : (
      <p className="track-when">
        {momentText(at, zone)} <Zone zone={zone} />
      </p>
    );
  }
  const payBy = order.payment.first?.payBy;
  const at = payBy ?? requestedFor;
  if (at !== undefined) {
    return (
      <p className="track-when">
        {payBy ? w.payBy : w.wanted[method]} <b>{momentText(at, zone)}</b> <Zone zone={zone} />
      </p>
    );
  }
  return order.phase === "open" ? <p className="track-when quiet">{w.soon}</p> : null;
}

function Zone({ zone }: { zone: string }) {
  const name = zoneText(zone);
  return name === "" ? null : <span className="quiet nowrap">({name})</span>;
}

function Moved(props: { moved: NonNullable<Expected["moved"]>; seller: string; zone: string }) {
  const { moved, seller, zone } = props;
  const { minutes, move } = moved;
  return (
    <p className="track-moved">
      <Icon name="clock" />
      <span>
        {w.later(minutes, buyerTime(move.at, zone))}{" "}
        {move.reason !== undefined && w.because(seller, move.reason)} {minutes > 0 && w.sorry}
      </span>
    </p>
  );
}

/** The reason for which an order was stopped, in the words of whoever stopped it. */
function Why({ tracking, lapsed }: { tracking: Tracking; lapsed: boolean }) {
  const { order, seller } = tracking;
  if (!isStopped(order.phase)) return null;
  if (lapsed) return <p>{w.lapsedHint}</p>;
  const reason = order.cancellation?.reason;
  const theirs = order.cancellation?.cancelledBy !== "buyer";
  return reason && theirs ? <p>{w.because(seller.name, reason)}</p> : null;
}

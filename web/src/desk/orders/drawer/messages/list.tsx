/** The messages about the order, their recipients and channels, and why one was not sent. */
import "./messages.css";
import { useQuery } from "@tanstack/react-query";
import { Problem } from "~/api/problem";
import { clock, dayOf, deskTime, shortDay } from "~/lib/time";
import { Icon, type IconName } from "~/ui/icon";
import { w as desk } from "~/words/desk";
import { w as chosen } from "~/words/messages";
import { w } from "~/words/order-messages";
import { useDesk } from "../../../desk-context";
import { byEvent, type EventMessages, failedCount, isUnderWay, lookOf } from "./by-event";
import { readMessages } from "./read";
import type { OrderMessage } from "./types";

/** The interval of reads while a message is under way. */
const EVERY = 5_000;

const CHANNELS: Readonly<Record<OrderMessage["channel"], IconName>> = {
  sms: "message",
  email: "mail",
  push: "bell",
};

export default function List({ id, version }: { id: string; version: number }) {
  const { session, seller } = useDesk();
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ["order-messages", seller.id, id, version],
    queryFn: ({ signal }) => readMessages(session, id, signal),
    placeholderData: (before) => before,
    // Messages follow a change of the order after a moment.
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? EVERY : false),
  });
  if (data === undefined)
    return error === null ? (
      <p className="quiet" role="status">
        {desk.read.loading}
      </p>
    ) : (
      <Failed error={error} busy={isFetching} again={() => void refetch()} />
    );
  if (data.length === 0) return <p className="quiet">{w.none}</p>;
  const failed = failedCount(data);
  return (
    <>
      {error !== null && <Failed error={error} busy={isFetching} again={() => void refetch()} />}
      {failed > 0 && (
        <p className="order-messages-failed">
          <Icon name="warning" size={16} className="is-bad" />
          <span>{w.failedCount(failed)}</span>
        </p>
      )}
      <ol className="order-messages">
        {byEvent(data).map((event) => (
          <Event key={event.event} event={event} />
        ))}
      </ol>
    </>
  );
}

function Failed({ error, busy, again }: { error: Error; busy: boolean; again: () => void }) {
  const problem = error instanceof Problem ? error : null;
  return (
    <div className="notice notice-brick" role="alert">
      <Icon name="warning" className="is-bad" />
      <span>
        <b>{w.unread}</b> {problem?.status === 0 ? desk.read.offline : error.message}
      </span>
      <button className="button" type="button" aria-busy={busy} onClick={again}>
        {desk.read.again}
      </button>
    </div>
  );
}

function Event({ event: { group, at, messages } }: { event: EventMessages }) {
  const { zone } = useDesk();
  // A group that is newer than this page has no text yet.
  const names: Readonly<Record<string, { name: string }>> = chosen.groups;
  return (
    <li>
      <p className="order-messages-event">
        <b>{(group !== null && names[group]?.name) || group || w.other}</b>
        <time className="quiet small" dateTime={at}>
          {momentOf(at, zone)}
        </time>
      </p>
      <ul>
        {messages.map((message) => (
          <One key={`${message.to.role}${message.channel}${message.at}`} message={message} />
        ))}
      </ul>
    </li>
  );
}

function One({ message: { to, channel, state, detail, heldUntil } }: { message: OrderMessage }) {
  const { zone } = useDesk();
  const { icon, className } = lookOf(state);
  const states: Readonly<Record<string, string>> = w.state;
  const held = state === "held" && heldUntil !== null;
  return (
    <li>
      <Icon name={CHANNELS[channel]} size={16} className="quiet" />
      <span>
        {w.to[to.role]}, {chosen.channel[channel]}
        {detail !== null && <span className="order-messages-reason quiet small">{detail}</span>}
      </span>
      <span className={`order-messages-state ${className}`}>
        <Icon name={icon} size={16} />
        {held ? w.heldUntil(momentOf(heldUntil, zone)) : (states[state] ?? state)}
      </span>
    </li>
  );
}

/** `12:41`, with its day where that is not today. */
function momentOf(at: string, zone: string): string {
  const time = deskTime(at, zone);
  return dayOf(at, zone) === dayOf(clock.now(), zone) ? time : `${shortDay(at, zone)}, ${time}`;
}

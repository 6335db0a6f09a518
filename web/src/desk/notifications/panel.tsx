/** The entries of the feed as texts with links. Opening the panel marks them as read. */
import { Link } from "@tanstack/react-router";
import { type ReactNode, useEffect, useState } from "react";
import { money } from "~/lib/money";
import { useStore } from "~/lib/store";
import { clock, dayOf, deskTime, shortDay } from "~/lib/time";
import { Icon, type IconName } from "~/ui/icon";
import { w as desk } from "~/words/desk";
import { w } from "~/words/notifications";
import { type Entry, follower, notifications } from "./feed";

const ICONS: Record<Entry["group"], IconName> = {
  new_order: "new",
  order_cancelled: "cancelled",
  accept_late: "late",
  target_missed: "clock",
  stock_low: "products",
  money_problem: "cash",
  batch: "bike",
};

const WARNS: readonly Entry["group"][] = ["accept_late", "target_missed", "money_problem"];

interface Props {
  zone: string;
  /** Whether it is a driver's feed. */
  drives: boolean;
  close: () => void;
}

export function Panel({ zone, drives, close }: Props) {
  const { entries, error, next, readUpTo } = useStore(notifications);
  const feed = useStore(follower);
  // Entries that were unread when the panel was opened remain highlighted.
  const [opened, setOpened] = useState<string | null | undefined>(undefined);
  const [failed, setFailed] = useState(false);
  useEffect(() => void feed?.read().then(() => setOpened(notifications.get().readUpTo)), [feed]);
  const newest = entries?.[0]?.id;
  const wanted = opened !== undefined && newest !== undefined && newest > (readUpTo ?? "");
  // A lost mark is made when the panel is opened again.
  useEffect(() => {
    if (wanted) feed?.markRead().catch(() => {});
  }, [feed, wanted]);
  const more = () => {
    setFailed(false);
    feed?.older().then(
      () => {},
      () => setFailed(true),
    );
  };
  return (
    <>
      <div className="bell-head">
        <h2>{desk.header.notifications}</h2>
        <button
          className="button button-quiet button-icon"
          type="button"
          aria-label={w.close}
          title={w.close}
          onClick={close}
        >
          <Icon name="cross" />
        </button>
      </div>
      {error !== null && (
        <div className="notice notice-brick bell-failed" role="alert">
          <Icon name="warning" />
          <span>{w.failed}</span>
          <button className="button" type="button" onClick={() => void feed?.read()}>
            <Icon name="reload" />
            {desk.read.again}
          </button>
        </div>
      )}
      {entries === null && error === null && (
        <p className="bell-empty quiet" role="status">
          {desk.read.loading}
        </p>
      )}
      {entries?.length === 0 && error === null && (
        <div className="bell-empty">
          <Icon name="bell" className="icon-28" />
          <p>{w.empty}</p>
          <p className="quiet small">{drives ? w.emptyHintOfDriver : w.emptyHint}</p>
        </div>
      )}
      {entries !== null && entries.length > 0 && (
        <ul className="bell-list">
          {entries.map((entry) => (
            <One
              key={entry.id}
              entry={entry}
              isNew={opened !== undefined && entry.id > (opened ?? "")}
              zone={zone}
              drives={drives}
              close={close}
            />
          ))}
        </ul>
      )}
      {next !== null && (
        <button className="button bell-older" type="button" onClick={more}>
          {failed ? w.olderFailed : w.older}
        </button>
      )}
    </>
  );
}

function One({ entry, isNew, zone, drives, close }: Props & { entry: Entry; isNew: boolean }) {
  const time = deskTime(entry.at, zone);
  const today = dayOf(entry.at, zone) === dayOf(clock.now(), zone);
  return (
    <li className={isNew ? "bell-new" : undefined}>
      <To entry={entry} drives={drives} close={close}>
        <Icon name={ICONS[entry.group]} className={WARNS.includes(entry.group) ? "is-bad" : ""} />
        <span>
          <b>{w.kind[entry.kind]}</b>
          {isNew && <span className="out-of-sight"> ({w.isNew})</span>}
          <span className="bell-about">{about(entry)}</span>
        </span>
        <time className="quiet small" dateTime={entry.at}>
          {today ? time : `${shortDay(entry.at, zone)}, ${time}`}
        </time>
      </To>
    </li>
  );
}

/** The subject of an entry, after its event. */
function about({
  orderId,
  amount,
  currency,
  productName,
  available,
  batchNumber,
  orderCount,
}: Entry): string {
  if (orderId && amount !== undefined && currency) return `${orderId} · ${money(amount ?? 0, currency)}`;
  if (productName) return w.left(productName, available ?? 0);
  return w.batch(batchNumber ?? "", orderCount ?? 0);
}

interface ToProps extends Pick<Props, "drives" | "close"> {
  entry: Entry;
  children: ReactNode;
}

function To({ entry, drives, close, children }: ToProps) {
  const { orderId, productId, batchId, kind } = entry;
  if (drives)
    return (
      <Link
        to="/desk/drive"
        search={batchId !== undefined && kind !== "batch_cancelled" ? { batch: batchId } : {}}
        onClick={close}
      >
        {children}
      </Link>
    );
  if (orderId)
    return (
      <Link to="/desk/orders/$id" params={{ id: orderId }} onClick={close}>
        {children}
      </Link>
    );
  if (productId)
    return (
      <Link to="/desk/products/$id" params={{ id: productId }} onClick={close}>
        {children}
      </Link>
    );
  return (
    <Link to="/desk/dispatch" onClick={close}>
      {children}
    </Link>
  );
}

import { money } from "~/lib/money";
import { clock, dayOf, deskTime, shortDay } from "~/lib/time";
import { Icon, type IconName } from "~/ui/icon";
import { w } from "~/words/drawer";
import { useDesk } from "../../desk-context";
import { parts } from "../../open-orders/facts";
import { statusLabel } from "../../open-orders/labels";
import type { AuditEntry, InternalOrder } from "../../open-orders/types";
import { OrderLink } from "../order-link";
import { causeText } from "./causes";

const ICONS: Readonly<Record<string, IconName>> = {
  placed: "new",
  verified: "unverified",
  moved: "forward",
  moved_automatically: "forward",
  stopped: "cancelled",
  overridden: "bolt",
  updated: "edit",
  payment_recorded: "cash",
  refund_requested: "refund",
  refund_withdrawn: "refund",
  refund_settled: "check",
  refund_failed: "warning",
  payment_authorized: "card",
  payment_released: "card",
  payment_expiring: "clock",
  payment_failed: "warning",
  dispute_opened: "warning",
  dispute_closed: "flag",
  escalated: "bell",
  sla_breached: "late",
  split_into: "split",
  split_from: "split",
  merged_from: "merge",
  merged_into: "merge",
  promise_moved: "clock",
  note_added: "note",
};

const BAD: readonly string[] = [
  "stopped",
  "sla_breached",
  "refund_failed",
  "payment_failed",
  "dispute_opened",
];

/** Their reasons are codes of the payment provider. */
const WITH_CODES: readonly string[] = ["refund_failed", "payment_failed", "dispute_opened"];

/** The whole history, newest first: who, when, why, and whether rules were bypassed. */
export function Timeline({ read }: { read: InternalOrder }) {
  const { currency, items } = read.order;
  const names = new Map(items.map(({ productId, name }) => [productId, name]));
  return (
    <section aria-labelledby="time-title">
      <h3 id="time-title">{w.timeline.title}</h3>
      <ol className="timeline">
        {read.audit.toReversed().map((entry) => (
          <Line
            key={`${entry.version}${entry.at}${entry.action}${entry.to}${entry.otherOrderId}`}
            entry={entry}
            currency={currency}
            names={names}
          />
        ))}
      </ol>
      {read.withheldMessages.length > 0 && (
        <ul className="withheld">
          {read.withheldMessages.map(({ at, channel, to, detail }) => (
            <li key={`${at}${channel}${to.role}`} className="small">
              <Icon name="mail" size={16} />
              <span>
                <b>
                  {w.timeline.withheld(
                    w.timeline.channels[channel] ?? channel,
                    w.timeline.roles[to.role] ?? to.role,
                  )}
                </b>{" "}
                <span className="quiet">{detail}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

interface LineProps {
  entry: AuditEntry;
  currency: string;
  /** The names of the order's products. */
  names: ReadonlyMap<string, string>;
}

function Line({ entry, currency, names }: LineProps) {
  const { zone } = useDesk();
  const amount = entry.amount === undefined ? "" : money(entry.amount, currency);
  const did = w.timeline.did[entry.action]?.(statusLabel(entry.to), amount) ?? entry.action;
  const stopped = BAD.includes(entry.action);
  // The text of a note is above, among the notes.
  const said = [entry.notes, entry.reason].filter((text) => text !== null && text !== undefined);
  const plain = entry.action === "payment_recorded";
  const text = (one: string) => (WITH_CODES.includes(entry.action) ? causeText(one) : w.timeline.quote(one));
  return (
    <li>
      <Icon name={ICONS[entry.action] ?? "info"} {...(stopped && { className: "is-bad" })} />
      <div>
        <span>
          <b>{did}</b>
          {entry.bypassedValidation && (
            <span className="tag tag-amber bypassed">
              <Icon name="warning" />
              {w.timeline.bypassed}
            </span>
          )}
        </span>
        <span className="quiet small">
          {w.timeline.who(momentOf(entry.at, zone), whoOf(entry))}
          {said.map((one) => (
            <span key={one}>. {plain ? one : text(one)}</span>
          ))}
        </span>
        {changesOf(entry, names).map((change) => (
          <span key={change} className="small">
            {change}
          </span>
        ))}
        {entry.otherOrderId && (
          <OrderLink id={entry.otherOrderId} className="small">
            {w.timeline.other(parts(entry.otherOrderId).tail)}
          </OrderLink>
        )}
      </div>
    </li>
  );
}

function whoOf({ by, onBehalfOf }: AuditEntry): string {
  const who = by.name ?? w.timeline.roles[by.role] ?? by.role;
  return onBehalfOf ? w.timeline.for(who, w.timeline.roles[onBehalfOf] ?? onBehalfOf) : who;
}

/** `Mango lassi: 2 to 1`, where the history has `sk-lassi: 2 → 1`. */
function changesOf({ changes }: AuditEntry, names: ReadonlyMap<string, string>): string[] {
  if (!changes) return [];
  return changes.split("; ").map((change) => {
    const [, product = "", rest = ""] = /^([\w-]+)(.*)$/s.exec(change) ?? [];
    const named = names.has(product) ? `${names.get(product)}${rest}` : change;
    return named.replaceAll(" → ", w.timeline.to);
  });
}

/** `12:41:02`, with its day where that is not today. */
function momentOf(at: string, zone: string): string {
  const seconds = at.slice(17, 19);
  const time = `${deskTime(at, zone)}:${seconds}`;
  return dayOf(at, zone) === dayOf(clock.now(), zone) ? time : `${shortDay(at, zone)}, ${time}`;
}

/** A concurrent change of an order as a text: who, what and when. */
import { deskTime } from "~/lib/time";
import { w } from "~/words/actions";
import { statusLabel } from "../open-orders/labels";
import type { AuditEntry } from "../open-orders/types";

/** The newest change after `version`; a person's change takes precedence over automatic ones after it. */
export function newestSince(history: readonly AuditEntry[], version: number): AuditEntry | undefined {
  const since = history.filter((entry) => entry.version > version);
  const byPeople = since.filter((entry) => entry.by.role !== "system");
  const moved = (entry: AuditEntry) => entry.from !== entry.to;
  return byPeople.findLast(moved) ?? byPeople.at(-1) ?? since.findLast(moved) ?? since.at(-1);
}

/** Whether the person's own change has already had this result: its answer was lost, or it came from another tab. */
export function wasMine(
  entry: AuditEntry | undefined,
  status: string | undefined,
  memberId: string | null,
): boolean {
  return (
    entry !== undefined &&
    status !== undefined &&
    memberId !== null &&
    entry.by.id === memberId &&
    entry.to === status
  );
}

export function didOf(entry: AuditEntry): string {
  const status = statusLabel(entry.to);
  switch (entry.action) {
    case "moved":
    case "moved_automatically":
      return w.did.moved(status);
    case "stopped":
      return w.did.stopped(status);
    case "overridden":
      return w.did.overridden(status);
    case "payment_recorded":
    case "payment_authorized":
      return w.did.paid;
    case "refund_requested":
    case "refund_settled":
      return w.did.refunded;
    case "split_into":
      return w.did.split;
    case "merged_into":
    case "merged_from":
      return w.did.merged;
    case "verified":
      return w.did.verified;
    case "updated":
      return w.did.updated;
    case "promise_moved":
      return w.did.delayed;
    default:
      return w.did.other;
  }
}

export function byOf({ by }: AuditEntry, memberId: string | null): string {
  if (memberId !== null && by.id === memberId) return w.did.you;
  return by.name ?? w.did.role[by.role] ?? by.role;
}

/** `7K4M was moved to Ready by Kira Spice at 12:41. Your “Cancel” was not made.`, and the short form for the ticket. */
export function explain(
  entry: AuditEntry,
  change: { number: string; label: string },
  zone: string,
  memberId: string | null,
): { sentence: string; short: string } {
  const [did, by, time] = [didOf(entry), byOf(entry, memberId), deskTime(entry.at, zone)];
  const label = change.label.replace(/…$/, "");
  return {
    sentence: `${w.did.sentence(change.number, did, by, time)} ${w.refused.notMade(label)}`,
    short: w.refused.before(w.did.short(did, by, time), label),
  };
}

/** A voucher as a text, its state, and its code to copy. */

import { dateTimeOf } from "~/lib/day-and-time";
import { money } from "~/lib/money";
import { clock } from "~/lib/time";
import { Icon, type IconName } from "~/ui/icon";
import { w } from "~/words/vouchers";
import { toast } from "../shell/toast";
import type { Voucher } from "./queries";
import { type State, stateOf } from "./state";
import type { Place } from "./typed";

const LOOKS: Record<State, { icon: IconName; look: string }> = {
  active: { icon: "done", look: "status-done" },
  planned: { icon: "clock", look: "status-moving" },
  over: { icon: "flag", look: "quiet" },
  usedUp: { icon: "flag", look: "quiet" },
  off: { icon: "rejected", look: "status-stopped" },
};

export function VoucherState({ voucher }: { voucher: Voucher }) {
  const state = stateOf(voucher, clock.now());
  const { icon, look } = LOOKS[state];
  return (
    <span className={`status ${look}`}>
      <Icon name={icon} />
      {w.state[state]}
    </span>
  );
}

/** The terms that have a text. */
export type Terms = Pick<
  Voucher,
  "percent" | "amount" | "minSubtotal" | "perCustomer" | "validFrom" | "validUntil"
>;

export function worthText({ percent, amount }: Terms, { currency }: Place): string {
  if (percent !== undefined) return w.percentOff(percent);
  return w.amountOff(money(amount ?? 0, currency));
}

export function windowText({ validFrom, validUntil }: Terms, { zone }: Place): string {
  const from = validFrom === undefined ? null : dateTimeOf(validFrom, zone);
  const until = validUntil === undefined ? null : dateTimeOf(validUntil, zone);
  if (from !== null && until !== null) return w.window.both(from, until);
  if (from !== null) return w.window.from(from);
  return until === null ? w.window.always : w.window.until(until);
}

/** Its limits beside its period. */
export function limitTexts({ minSubtotal, perCustomer }: Terms, { currency }: Place): string[] {
  return [
    ...(minSubtotal > 0 ? [w.fromSubtotal(money(minSubtotal, currency))] : []),
    ...(perCustomer === undefined ? [] : [w.each(perCustomer)]),
  ];
}

/** `3 of 100`; for an ended voucher, the number of uses. */
export function usesText({ used, usesLeft, ended }: Voucher): string {
  if (ended) return String(used);
  return usesLeft === undefined ? w.usesSoFar(used) : w.usesOf(used, used + usesLeft);
}

export async function copyCode(code: string): Promise<void> {
  await navigator.clipboard.writeText(code);
  toast({ kind: "status", text: w.copied(code) });
}

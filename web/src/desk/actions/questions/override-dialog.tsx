/**
 * Asks for the status of an override, which bypasses the rules of the lifecycle. The effects on stock and money are shown
 * before, and the person types the order's number: a click alone does not bypass the rules. The caller sends the override.
 */
import { type ReactNode, useState } from "react";
import type { Problem } from "~/api/problem";
import { money } from "~/lib/money";
import { Dialog } from "~/ui/dialog";
import { Field } from "~/ui/field";
import { w } from "~/words/actions";
import { SelectField } from "../../form/controls";
import { Buttons, Refused } from "../../form/refused";
import { parts } from "../../open-orders/facts";
import { statusLabel } from "../../open-orders/labels";
import {
  type InternalOrder,
  isClosed,
  type OrderRow,
  type Phase,
  type Status,
} from "../../open-orders/types";
import { keptOf, type StockRules, stockOf, vouchersOf } from "./consequences";
import { type Follow, Follows, useReason } from "./parts";

export interface OverrideDialogProps {
  row: Pick<OrderRow, "orderNumber" | "status" | "phase" | "itemCount" | "currency">;
  /** The whole order, once it was read. */
  read: InternalOrder | undefined;
  /** The order's lifecycle. */
  lifecycle: StockRules | undefined;
  /** The label of the button until a status is chosen. */
  label: string;
  busy: boolean;
  problem: Problem | null;
  onSend: (status: Status, reason: string) => void;
  onClose: () => void;
  /** Further content before the button. */
  children?: ReactNode;
}

export function OverrideDialog(props: OverrideDialogProps) {
  const { row, read, lifecycle, label, busy, problem, onSend, onClose, children } = props;
  const [status, setStatus] = useState<Status | "">("");
  const [typed, setTyped] = useState("");
  const [checked, setChecked] = useState(false);
  const reason = useReason(w.reasons.override, null);
  const { tail } = parts(row.orderNumber);
  const matches = typed.trim().toUpperCase() === tail;
  const submit = () => {
    setChecked(true);
    if (!reason.check() || reason.reason === null || !matches || status === "") return;
    onSend(status, reason.reason);
  };
  return (
    <Dialog kind="question" title={w.override.title(tail)} busy={busy} onClose={onClose} onSubmit={submit}>
      <p>{w.override.from(statusLabel(row.status))}</p>
      <SelectField<Status | "">
        label={w.override.to}
        problem={problem?.at("/status")}
        value={status}
        choices={[
          ["", w.override.choose],
          ...(lifecycle?.statuses ?? [])
            .filter(({ name, phase }) => name !== row.status && phase !== "unverified")
            .map(({ name }) => [name as Status, statusLabel(name)] as const),
        ]}
        onChange={setStatus}
      />
      {status !== "" && read && (
        <Follows all={consequences(row, status, lifecycle, keptOf(read), vouchersOf(read.order))} />
      )}
      {reason.field}
      <Field
        label={w.override.typed(tail)}
        problem={checked && !matches ? w.override.mistyped(tail) : undefined}
      >
        {(control) => (
          <input
            {...control}
            className="input mono"
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={8}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
      </Field>
      {children}
      <Refused problem={problem} />
      <Buttons
        destroys
        busy={busy}
        onClose={onClose}
        leave={w.ask.keep}
        not={status === "" ? w.override.choose : undefined}
      >
        {status === "" ? label : w.override.do(statusLabel(status))}
      </Buttons>
    </Dialog>
  );
}

function consequences(
  row: OverrideDialogProps["row"],
  status: Status,
  lifecycle: StockRules | undefined,
  kept: number,
  codes: string,
): readonly (Follow | false)[] {
  const wasStopped = isStopped(row.phase);
  const phase = lifecycle?.statuses.find(({ name }) => name === status)?.phase;
  const stops = phase !== undefined && isStopped(phase);
  return [
    stops && !wasStopped && stockOf(lifecycle, row.status, row.itemCount),
    stops && !wasStopped && kept > 0 && { icon: "refund", text: w.follows.refund(money(kept, row.currency)) },
    stops && !wasStopped && codes !== "" && { icon: "voucher", text: w.follows.vouchers(codes) },
    !stops && wasStopped && { icon: "products", text: w.follows.retake(row.itemCount), tone: "soon" },
    !stops && wasStopped && { icon: "cash", text: w.follows.withdraw },
    stops === wasStopped && { icon: "products", text: w.follows.stays },
    { icon: "flag", text: w.follows.audit },
  ];
}

const isStopped = (phase: Phase): boolean => isClosed(phase) && phase !== "done";

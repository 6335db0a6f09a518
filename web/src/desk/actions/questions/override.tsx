/**
 * Puts an order into any status of its lifecycle, for administrators. What that means for stock and money is said
 * before, and the number is typed: a click alone does not pass over the rules.
 */
import { useState } from "react";
import { money } from "~/lib/money";
import { Dialog } from "~/ui/dialog";
import { Field } from "~/ui/field";
import { Icon } from "~/ui/icon";
import { w } from "~/words/actions";
import { Buttons, Refused } from "../../form/refused";
import { parts } from "../../open-orders/facts";
import { statusLabel } from "../../open-orders/labels";
import { useLifecycle, useOrder } from "../../open-orders/queries";
import { isClosed, type OrderRow } from "../../open-orders/types";
import { isStop } from "../offer";
import { keptOf, type StockRules, stockOf, vouchersOf } from "./consequences";
import { type Follow, Follows, useReason } from "./parts";
import type { QuestionProps } from "./questions";
import { useSending } from "./sending";

export function OverrideQuestion({ row, action, onClose }: QuestionProps) {
  const { busy, problem, send } = useSending(onClose);
  const { data } = useOrder(row.id);
  const lifecycle = useLifecycle();
  const [status, setStatus] = useState("");
  const [typed, setTyped] = useState("");
  const [checked, setChecked] = useState(false);
  const reason = useReason(w.reasons.override, null);
  const { tail } = parts(row.orderNumber);
  const matches = typed.trim().toUpperCase() === tail;
  const submit = () => {
    setChecked(true);
    if (!reason.check() || !matches || status === "") return;
    const body = { status, reason: reason.reason };
    void send({
      row,
      label: action.label,
      status,
      method: "patch",
      path: "/api/orders/admin/{id}/status",
      body,
    });
  };
  return (
    <Dialog kind="question" title={w.override.title(tail)} busy={busy} onClose={onClose} onSubmit={submit}>
      <p>{w.override.from(statusLabel(row.status))}</p>
      <Field label={w.override.to}>
        {(control) => (
          <span className="select">
            <select {...control} value={status} onChange={(event) => setStatus(event.currentTarget.value)}>
              <option value="">{w.override.choose}</option>
              {lifecycle?.statuses
                .filter(({ name, phase }) => name !== row.status && phase !== "unverified")
                .map(({ name }) => (
                  <option key={name} value={name}>
                    {statusLabel(name)}
                  </option>
                ))}
            </select>
            <Icon name="down" size={16} />
          </span>
        )}
      </Field>
      {status !== "" && data && (
        <Follows all={consequences(row, status, lifecycle, keptOf(data), vouchersOf(data.order))} />
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
      <Refused problem={problem} />
      <Buttons
        destroys
        busy={busy}
        onClose={onClose}
        leave={w.ask.keep}
        not={status === "" ? w.override.choose : undefined}
      >
        {status === "" ? action.label : w.override.do(statusLabel(status))}
      </Buttons>
    </Dialog>
  );
}

function consequences(
  row: OrderRow,
  status: string,
  lifecycle: StockRules | undefined,
  kept: number,
  codes: string,
): readonly (Follow | false)[] {
  const wasStopped = isClosed(row.phase) && row.phase !== "done";
  const stops = isStop(status);
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

/** Rejects or cancels an order: the reason, and what is returned. */
import { useState } from "react";
import { money } from "~/lib/money";
import { Dialog } from "~/ui/dialog";
import { w } from "~/words/actions";
import { Buttons, Refused } from "../../form/refused";
import { parts } from "../../open-orders/facts";
import { useLifecycle, useOrder } from "../../open-orders/queries";
import type { Change } from "../change";
import { keptOf, stockOf, vouchersOf } from "./consequences";
import { Follows, useReason } from "./parts";
import type { QuestionProps } from "./questions";
import { useSending } from "./sending";

export function StopQuestion({ row, action, onClose }: QuestionProps) {
  const rejects = action.kindOf === "reject";
  const byAdmin = action.action === "cancel-order-as-admin";
  const texts = rejects ? w.reject : w.cancel;
  const reason = useReason(rejects ? w.reasons.reject : w.reasons.cancel);
  const [refunds, setRefunds] = useState(true);
  const [restores, setRestores] = useState(true);
  const { busy, problem, send } = useSending(onClose);
  const { data } = useOrder(row.id);
  const lifecycle = useLifecycle();
  const kept = data ? keptOf(data) : 0;
  const held = data?.payment.amountAuthorized ?? 0;
  const amount = money(kept, row.currency);
  const codes = data ? vouchersOf(data.order) : "";
  const label = rejects
    ? kept > 0
      ? w.reject.refund(amount)
      : w.reject.do
    : kept > 0 && refunds
      ? w.cancel.doRefund(amount)
      : w.cancel.do;

  const submit = () => {
    if (!reason.check()) return;
    const body = {
      reason: reason.reason,
      ...(byAdmin && { initiateRefund: refunds, restoreVouchers: restores }),
    };
    const change: Change = {
      row,
      label: action.label,
      status: action.status,
      method: "patch",
      path: pathOf(),
      body,
    };
    void send(change);
  };
  const pathOf = () => {
    if (rejects) return "/api/orders/{id}/reject";
    return byAdmin ? "/api/orders/{id}/admin-cancel" : "/api/orders/{id}/cancel";
  };
  return (
    <Dialog
      kind="question"
      title={texts.title(parts(row.orderNumber).tail)}
      busy={busy}
      onClose={onClose}
      onSubmit={submit}
    >
      <Follows
        all={[
          { icon: "message", text: w.follows.told(row.customer.name) },
          held > 0 && { icon: "card", text: w.follows.release(money(held, row.currency)) },
          data !== undefined &&
            !(kept === 0 && held > 0) &&
            (kept === 0
              ? { icon: "cash", text: w.follows.nothingPaid }
              : refunds
                ? { icon: "refund", text: w.follows.refund(amount) }
                : { icon: "cash", text: w.follows.noRefund(amount), tone: "soon" }),
          stockOf(lifecycle, row.status, row.itemCount),
          codes !== "" && {
            icon: "voucher",
            text: restores ? w.follows.vouchers(codes) : w.follows.vouchersLost(codes),
          },
        ]}
      />
      {byAdmin && kept > 0 && <Check label={w.cancel.giveBack(amount)} on={refunds} onChange={setRefunds} />}
      {byAdmin && codes !== "" && (
        <Check label={w.cancel.restoreVouchers} on={restores} onChange={setRestores} />
      )}
      {reason.field}
      <Refused problem={problem} />
      <Buttons destroys busy={busy} onClose={onClose} leave={w.ask.keep}>
        {label}
      </Buttons>
    </Dialog>
  );
}

function Check({ label, on, onChange }: { label: string; on: boolean; onChange: (on: boolean) => void }) {
  return (
    <label className="check-line">
      <input
        className="check"
        type="checkbox"
        checked={on}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      {label}
    </label>
  );
}

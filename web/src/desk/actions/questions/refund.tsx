/** Refunds some or all of the paid amount, without stopping the order. */
import { useState } from "react";
import { amountText, minorUnits, money } from "~/lib/money";
import { Dialog } from "~/ui/dialog";
import { w } from "~/words/actions";
import { TextField } from "../../form/controls";
import { Buttons, Refused } from "../../form/refused";
import { parts } from "../../open-orders/facts";
import { useOrder } from "../../open-orders/queries";
import type { InternalOrder } from "../../open-orders/types";
import { keptOf } from "./consequences";
import { Follows, useReason } from "./parts";
import type { QuestionProps } from "./questions";
import { useSending } from "./sending";

export function RefundQuestion(props: QuestionProps) {
  const { data } = useOrder(props.row.id);
  // The field contains the whole amount once it is known.
  return data ? <Refund {...props} read={data} /> : null;
}

function Refund({ row, action, onClose, read }: QuestionProps & { read: InternalOrder }) {
  const { busy, problem, send, keyFor } = useSending(onClose);
  const refusedKept = problem?.more.amountKept;
  const kept = typeof refusedKept === "number" ? refusedKept : keptOf(read);
  const [typed, setTyped] = useState(amountText(kept, row.currency));
  const [checked, setChecked] = useState(false);
  const reason = useReason(w.reasons.refund, null);
  const amount = minorUnits(typed, row.currency);
  const isAmount = amount !== null && amount > 0;
  const isTooMuch = isAmount && amount > kept;
  const text = (minor: number) => money(minor, row.currency);

  const submit = () => {
    setChecked(true);
    const reasoned = reason.check();
    if (!isAmount || isTooMuch || !reasoned) return;
    const body = { amount, reason: reason.reason };
    void send({
      row,
      label: action.label,
      method: "post",
      path: "/api/orders/{id}/refunds",
      anyVersion: true,
      body,
      idempotencyKey: keyFor(body),
    });
  };

  return (
    <Dialog
      title={w.refund.title(parts(row.orderNumber).tail)}
      busy={busy}
      onClose={onClose}
      onSubmit={submit}
    >
      <TextField
        mono
        inputMode="decimal"
        label={w.refund.amount}
        hint={
          isAmount && amount < kept
            ? w.refund.left(text(kept), text(kept - amount))
            : w.refund.kept(text(kept))
        }
        problem={isTooMuch ? w.refund.tooMuch(text(kept)) : checked && !isAmount ? w.refund.wrong : undefined}
        value={typed}
        onChange={setTyped}
      />
      {reason.field}
      <Follows
        all={[
          { icon: "card", text: w.refund.way },
          { icon: "message", text: w.refund.seen },
        ]}
      />
      <Refused problem={isTooMuch ? null : problem} />
      <Buttons busy={busy} onClose={onClose}>
        {isAmount && !isTooMuch ? w.refund.do(text(amount)) : action.label}
      </Buttons>
    </Dialog>
  );
}

/** Records a received payment. */
import { useState } from "react";
import { amountText, minorUnits, money } from "~/lib/money";
import { Dialog } from "~/ui/dialog";
import { Choices, Field } from "~/ui/field";
import { w } from "~/words/actions";
import { TextField } from "../../form/controls";
import { Buttons, Refused } from "../../form/refused";
import { parts } from "../../open-orders/facts";
import type { QuestionProps } from "./questions";
import { useSending } from "./sending";

const METHODS = ["cash", "card", "transfer"] as const;

export function PaymentQuestion({ row, action, onClose }: QuestionProps) {
  const { busy, problem, send, keyFor } = useSending(onClose);
  const due = row.payment.amountDue;
  const [typed, setTyped] = useState(due > 0 ? amountText(due, row.currency) : "");
  const [method, setMethod] = useState<(typeof METHODS)[number]>("cash");
  const [reference, setReference] = useState("");
  const [checked, setChecked] = useState(false);
  const amount = minorUnits(typed, row.currency);
  const isAmount = amount !== null && amount > 0;
  const submit = () => {
    setChecked(true);
    if (!isAmount) return;
    const body = { amount, method, ...(reference.trim() !== "" && { reference: reference.trim() }) };
    void send({
      row,
      label: action.label,
      method: "post",
      path: "/api/orders/{id}/payments",
      anyVersion: true,
      body,
      idempotencyKey: keyFor(body),
    });
  };
  return (
    <Dialog
      title={w.payment.title(parts(row.orderNumber).tail)}
      busy={busy}
      onClose={onClose}
      onSubmit={submit}
    >
      <TextField
        mono
        inputMode="decimal"
        label={w.payment.amount}
        hint={w.payment.due(money(due, row.currency))}
        problem={checked && !isAmount ? w.payment.wrong : problem?.at("/amount")}
        value={typed}
        onChange={setTyped}
      />
      <div className="field">
        <span className="label" id="payment-method">
          {w.payment.method}
        </span>
        <Choices
          labelledBy="payment-method"
          choices={METHODS.map((value) => ({ value, label: w.payment.methods[value] }))}
          value={method}
          onChange={setMethod}
        />
      </div>
      <Field label={w.payment.reference} hint={w.payment.referenceHint} problem={problem?.at("/reference")}>
        {(control) => (
          <input
            {...control}
            className="input"
            autoComplete="off"
            maxLength={255}
            value={reference}
            onChange={(event) => setReference(event.currentTarget.value)}
          />
        )}
      </Field>
      <Refused problem={problem} />
      <Buttons busy={busy} onClose={onClose}>
        {isAmount ? w.payment.do(money(amount, row.currency)) : action.label}
      </Buttons>
    </Dialog>
  );
}

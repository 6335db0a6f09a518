/** Adds an internal note of the staff. Notes cannot be changed. */
import { useState } from "react";
import { Dialog } from "~/ui/dialog";
import { Field } from "~/ui/field";
import { w } from "~/words/actions";
import { Buttons, Refused } from "../../form/refused";
import { parts } from "../../open-orders/facts";
import { LONGEST } from "./parts";
import type { QuestionProps } from "./questions";
import { useSending } from "./sending";

export function NoteQuestion({ row, action, onClose }: QuestionProps) {
  const { busy, problem, send, keyFor } = useSending(onClose);
  const [text, setText] = useState("");
  const [checked, setChecked] = useState(false);
  const empty = text.trim() === "";
  const submit = () => {
    setChecked(true);
    if (empty) return;
    const body = { text: text.trim() };
    void send({
      row,
      label: action.label,
      method: "post",
      path: "/api/orders/{id}/notes",
      anyVersion: true,
      body,
      idempotencyKey: keyFor(body),
    });
  };
  return (
    <Dialog title={w.note.title(parts(row.orderNumber).tail)} busy={busy} onClose={onClose} onSubmit={submit}>
      <Field
        label={w.note.label}
        hint={w.note.hint}
        problem={checked && empty ? w.note.missing : problem?.at("/text")}
      >
        {(control) => (
          <textarea
            {...control}
            className="input"
            rows={3}
            maxLength={LONGEST}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        )}
      </Field>
      <Refused problem={problem} />
      <Buttons busy={busy} onClose={onClose}>
        {w.note.do}
      </Buttons>
    </Dialog>
  );
}

/** Moves the promised time, and notifies the customer. */
import { useState } from "react";
import { clock } from "~/lib/time";
import { Dialog } from "~/ui/dialog";
import { Choices } from "~/ui/field";
import { w } from "~/words/actions";
import { useDesk } from "../../desk-context";
import { Buttons, Refused } from "../../form/refused";
import { parts } from "../../open-orders/facts";
import { timeOrDay } from "../../open-orders/labels";
import { Follows, useReason } from "./parts";
import type { QuestionProps } from "./questions";
import { useSending } from "./sending";

const LATER = [5, 10, 15, 20, 30, 40, 50, 60] as const;

export function DelayQuestion({ row, action, onClose }: QuestionProps) {
  const { zone } = useDesk();
  const { busy, problem, send } = useSending(onClose);
  const [by, setBy] = useState<number>(10);
  const reason = useReason(w.reasons.delay);
  const promised = row.promisedAt ? Date.parse(row.promisedAt) : null;
  // A promised time in the past is moved relative to now.
  const to = Math.max(promised ?? 0, clock.now()) + by * 60_000;
  const submit = () => {
    if (!reason.check()) return;
    const body = { promisedAt: new Date(to).toISOString(), reason: reason.reason };
    void send({ row, label: action.label, method: "patch", path: "/api/orders/{id}/estimate", body });
  };
  return (
    <Dialog
      title={w.delay.title(parts(row.orderNumber).tail)}
      busy={busy}
      onClose={onClose}
      onSubmit={submit}
    >
      {promised !== null && <p className="quiet">{w.delay.was(timeOrDay(promised, zone))}</p>}
      <div className="field">
        <span className="label" id="delay-by">
          {w.delay.by}
        </span>
        <Choices
          look="minutes"
          labelledBy="delay-by"
          choices={LATER.map((value) => ({ value, label: `+${value}` }))}
          value={by}
          onChange={setBy}
        />
      </div>
      {reason.field}
      <Follows all={[{ icon: "message", text: w.delay.tell(row.customer.name) }]} />
      <Refused problem={problem} />
      <Buttons busy={busy} onClose={onClose}>
        {w.delay.do(timeOrDay(to, zone))}
      </Buttons>
    </Dialog>
  );
}

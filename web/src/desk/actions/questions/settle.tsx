/** Records that a person has handed over a refund. */
import "./questions.css";
import { useState } from "react";
import { useSaving } from "~/form/use-saving";
import { money } from "~/lib/money";
import { Dialog } from "~/ui/dialog";
import { w } from "~/words/actions";
import { useDesk } from "../../desk-context";
import { TextField } from "../../form/controls";
import { Buttons, Refused } from "../../form/refused";
import type { Refund } from "../../open-orders/types";

interface Props {
  orderId: string;
  refund: Refund;
  currency: string;
  onClose: () => void;
  onChanged: () => Promise<void>;
}

export function SettleQuestion({ orderId, refund, currency, onClose, onChanged }: Props) {
  const { session } = useDesk();
  const { busy, problem, save } = useSaving();
  const [reference, setReference] = useState("");
  const submit = () =>
    save(async () => {
      await session.client.ask("post", "/api/orders/{id}/refunds/{refundId}/settle", {
        path: { id: orderId, refundId: refund.id },
        body: { reference: reference.trim() || null },
      });
      await onChanged();
      onClose();
    });
  return (
    <Dialog
      title={w.settle.title(money(refund.amount, currency))}
      busy={busy}
      onClose={onClose}
      onSubmit={() => void submit()}
    >
      <p>{w.settle.text}</p>
      <TextField
        label={w.settle.reference}
        hint={w.settle.referenceHint}
        problem={problem?.at("/reference")}
        maxLength={255}
        value={reference}
        onChange={setReference}
      />
      <Refused problem={problem} />
      <Buttons busy={busy} onClose={onClose}>
        {w.settle.do}
      </Buttons>
    </Dialog>
  );
}

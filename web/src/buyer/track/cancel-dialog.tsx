/** Asks before an order is cancelled, and shows the consequences. */
import { useId, useState } from "react";
import { Problem } from "~/api/problem";
import { money } from "~/lib/money";
import { Dialog, DialogFoot } from "~/ui/dialog";
import { Icon } from "~/ui/icon";
import { w as track } from "~/words/track";
import { later as w } from "~/words/track-later";
import { session } from "../session";
import type { Tracking } from "./types";

interface Props {
  tracking: Tracking;
  onClose: () => void;
  /** The order is cancelled, or can no longer be: the page has to be read again. */
  onChanged: () => void;
}

export function CancelDialog({ tracking: { order, seller }, onClose, onChanged }: Props) {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Problem | null>(null);
  const [reason, setReason] = useState("");
  const id = useId();
  const paid = order.payment.amountPaid - order.payment.amountRefunded - order.payment.amountChargedBack;

  const cancel = async () => {
    if (busy) return;
    setBusy(true);
    setFault(null);
    try {
      await session.client.ask("put", "/api/orders/{id}/cancel", {
        path: { id: order.id },
        body: { reason: reason.trim() || null },
      });
      onChanged();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setFault(error);
      setBusy(false);
    }
  };
  // Too late: the rule that the page shows is outdated.
  const over = fault !== null && !fault.passing;

  return (
    <Dialog
      title={w.cancelTitle}
      kind="question"
      busy={busy}
      onClose={over ? onChanged : onClose}
      onSubmit={() => void cancel()}
    >
      <p>
        {w.cancelFollows(seller.name)} {paid > 0 ? w.cancelRefund(money(paid, order.currency)) : w.cancelFree}
      </p>
      <div className="field">
        <label htmlFor={id}>{w.why}</label>
        <textarea
          className="input"
          id={id}
          rows={2}
          maxLength={1000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </div>
      {fault && (
        <p className="problem" role="alert">
          <Icon name="warning" size={16} />
          <span>{fault.status === 0 ? track.offlineHint : fault.message}</span>
        </p>
      )}
      <DialogFoot>
        {!over && (
          <button className="button button-destroy" type="submit" aria-busy={busy}>
            {w.cancelNow}
          </button>
        )}
        <button className="button" type="button" onClick={over ? onChanged : onClose}>
          {w.keep}
        </button>
      </DialogFoot>
    </Dialog>
  );
}

/** Cancels a batch; its orders wait for another one. */
import { useState } from "react";
import { Dialog } from "~/ui/dialog";
import { w } from "~/words/dispatch";
import { useDesk } from "../desk-context";
import { TextField } from "../form/controls";
import { Buttons } from "../form/refused";
import { toast } from "../shell/toast";
import type { Batch } from "./batches";
import { shortNumber } from "./places";
import { useBatchChange } from "./use-batch-change";

export function CancelDialog({ batch, onClose }: { batch: Batch; onClose: () => void }) {
  const { session } = useDesk();
  const { busy, problem, send, refused } = useBatchChange(batch);
  const [reason, setReason] = useState("");
  const number = shortNumber(batch.batchNumber);
  const submit = async () => {
    const changed = await send((version) =>
      session.client.ask("patch", "/api/delivery/batches/{batchId}/cancel", {
        path: { batchId: batch.id },
        body: reason.trim() === "" ? {} : { reason },
        ifMatch: version,
      }),
    );
    if (changed === null) return;
    toast({ kind: "status", text: w.cancelled(number) });
    onClose();
  };
  return (
    <Dialog
      kind="question"
      title={w.cancelTitle(number)}
      busy={busy}
      onClose={onClose}
      onSubmit={() => void submit()}
    >
      <p>{w.cancelText}</p>
      <TextField
        label={w.cancelReason}
        hint={w.cancelHint}
        problem={problem?.at("/reason")}
        rows={2}
        value={reason}
        onChange={setReason}
      />
      {refused}
      <Buttons destroys busy={busy} onClose={onClose} leave={w.keep}>
        {w.cancelDo}
      </Buttons>
    </Dialog>
  );
}

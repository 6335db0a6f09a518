/** Gives a batch up; its orders wait for another one. */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Dialog } from "~/ui/dialog";
import { Field } from "~/ui/field";
import { w } from "~/words/dispatch";
import { useDesk } from "../desk-context";
import { Buttons, Refused } from "../form/refused";
import { useSaving } from "../form/use-saving";
import { toast } from "../shell/toast";
import { type Batch, putBatch, readAgain } from "./batches";
import { Changed } from "./changed";
import { shortNumber } from "./places";

export function CancelDialog({ batch, onClose }: { batch: Batch; onClose: () => void }) {
  const { session, seller } = useDesk();
  const queries = useQueryClient();
  const { busy, problem, save, clear } = useSaving();
  const [reason, setReason] = useState("");
  const [version, setVersion] = useState(batch.version);
  const number = shortNumber(batch.batchNumber);
  const submit = async () => {
    const answer = await save(() =>
      session.client.ask("patch", "/api/delivery/batches/{batchId}/cancel", {
        path: { batchId: batch.id },
        body: reason.trim() === "" ? {} : { reason },
        ifMatch: version,
      }),
    );
    void readAgain(queries, seller.id);
    if (answer === null) return;
    putBatch(queries, answer.batch);
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
      <Field label={w.cancelReason} hint={w.cancelHint} problem={problem?.at("/reason")}>
        {(control) => (
          <textarea
            {...control}
            className="input"
            rows={2}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        )}
      </Field>
      {problem?.status === 412 ? (
        <Changed
          number={number}
          again={() => {
            setVersion(batch.version);
            clear();
          }}
        />
      ) : (
        <Refused problem={problem} />
      )}
      <Buttons destroys busy={busy} onClose={onClose} leave={w.keep}>
        {w.cancelDo}
      </Buttons>
    </Dialog>
  );
}

/** Gives a batch to a driver, or to another one. */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Dialog } from "~/ui/dialog";
import { w } from "~/words/dispatch";
import { useDesk } from "../desk-context";
import { Buttons, Refused } from "../form/refused";
import { useSaving } from "../form/use-saving";
import { toast } from "../shell/toast";
import { type Batch, putBatch, readAgain, useBatchDrivers } from "./batches";
import { Changed } from "./changed";
import { DriverSelect } from "./driver-select";
import { shortNumber } from "./places";

export function AssignDialog(props: { batch: Batch; batches: readonly Batch[]; onClose: () => void }) {
  const { batch, batches, onClose } = props;
  const { session, seller } = useDesk();
  const queries = useQueryClient();
  const drivers = useBatchDrivers();
  const { busy, problem, save, clear } = useSaving();
  const [driverId, setDriver] = useState(batch.driverId ?? "");
  // The version that somebody looked at, until they have looked again.
  const [version, setVersion] = useState(batch.version);
  const [missing, setMissing] = useState(false);
  const number = shortNumber(batch.batchNumber);
  const submit = async () => {
    setMissing(driverId === "");
    if (driverId === "") return;
    const path = { batchId: batch.id };
    const answer = await save(() =>
      session.client.ask("patch", "/api/delivery/batches/{batchId}/reassign", {
        path,
        body: { driverId },
        ifMatch: version,
      }),
    );
    void readAgain(queries, seller.id);
    if (answer === null) return;
    putBatch(queries, answer.batch);
    toast({ kind: "status", text: w.assigned(number, answer.batch.driver?.name ?? "") });
    onClose();
  };
  return (
    <Dialog title={w.assignTitle(number)} busy={busy} onClose={onClose} onSubmit={() => void submit()}>
      <DriverSelect
        drivers={drivers}
        batches={batches}
        value={driverId}
        onChange={setDriver}
        none={w.chooseDriver}
        problem={missing ? w.chooseDriver : problem?.at("/driverId")}
      />
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
      <Buttons busy={busy} onClose={onClose}>
        {w.assignDo}
      </Buttons>
    </Dialog>
  );
}

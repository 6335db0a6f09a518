/** Assigns a batch to a driver, or to another one. */
import { useState } from "react";
import { Dialog } from "~/ui/dialog";
import { w } from "~/words/dispatch";
import { useDesk } from "../desk-context";
import { Buttons } from "../form/refused";
import { toast } from "../shell/toast";
import { type Batch, useBatchDrivers } from "./batches";
import { DriverSelect } from "./driver-select";
import { shortNumber } from "./places";
import { useBatchChange } from "./use-batch-change";

export function AssignDialog(props: { batch: Batch; batches: readonly Batch[]; onClose: () => void }) {
  const { batch, batches, onClose } = props;
  const { session } = useDesk();
  const drivers = useBatchDrivers();
  const { busy, problem, send, refused } = useBatchChange(batch);
  const [driverId, setDriver] = useState(batch.driverId ?? "");
  const [missing, setMissing] = useState(false);
  const number = shortNumber(batch.batchNumber);
  const submit = async () => {
    setMissing(driverId === "");
    if (driverId === "") return;
    const path = { batchId: batch.id };
    const changed = await send((version) =>
      session.client.ask("patch", "/api/delivery/batches/{batchId}/reassign", {
        path,
        body: { driverId },
        ifMatch: version,
      }),
    );
    if (changed === null) return;
    toast({ kind: "status", text: w.assigned(number, changed.driver?.name ?? "") });
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
      {refused}
      <Buttons busy={busy} onClose={onClose}>
        {w.assignDo}
      </Buttons>
    </Dialog>
  );
}

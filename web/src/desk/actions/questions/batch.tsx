/** Puts orders into a batch, which a driver delivers in one tour. */
import { useState } from "react";
import { useSaving } from "~/form/use-saving";
import { Dialog } from "~/ui/dialog";
import { w } from "~/words/actions";
import { w as dw } from "~/words/desk";
import { useDesk } from "../../desk-context";
import { SelectField } from "../../form/controls";
import { Buttons, Refused } from "../../form/refused";
import { parts } from "../../open-orders/facts";
import { useDriverList, useRows } from "../../open-orders/queries";
import { connected, readRows } from "../../open-orders/reading";
import { book } from "../../open-orders/row-book";
import type { OrderRow } from "../../open-orders/types";
import { toast } from "../../shell/toast";

export interface BatchQuestionProps {
  ids: readonly string[];
  onClose: () => void;
  onDone?: (kept: readonly string[]) => void;
}

export function BatchQuestion({ ids: selected, onClose, onDone }: BatchQuestionProps) {
  const { session, seller } = useDesk();
  const [ids] = useState(selected);
  const [key] = useState(() => crypto.randomUUID());
  const rows = useRows().filter(({ id }) => ids.includes(id));
  const drivers = useDriverList();
  const [driverId, setDriver] = useState("");
  const { busy, problem, save } = useSaving();
  const not = rows.filter((row) => !fits(row)).map((row) => parts(row.orderNumber).tail);
  const submit = async () => {
    if (not.length > 0) return;
    const body = { sellerId: seller.id, orderIds: [...ids], ...(driverId && { driverId }) };
    const idempotencyKey = `${key}-${driverId}`;
    await save(async () => {
      const { batch } = await session.client.ask("post", "/api/delivery/batches", { body, idempotencyKey });
      for (const row of await readRows(connected(), ids).catch(() => [])) book.put(row);
      toast({ kind: "status", text: w.batch.done(batch.batchNumber) });
      onClose();
      onDone?.([]);
    });
  };
  return (
    <Dialog title={w.batch.title(ids.length)} busy={busy} onClose={onClose} onSubmit={() => void submit()}>
      <p className="quiet">{w.batch.text}</p>
      <SelectField
        label={w.batch.driver}
        hint={drivers.cutOff ? dw.onlyFirst(drivers.byId.size) : undefined}
        value={driverId}
        choices={[["", w.batch.later], ...drivers.byId]}
        onChange={setDriver}
      />
      <Refused problem={problem} />
      <Buttons busy={busy} onClose={onClose} not={not.length > 0 ? w.batch.not(not.join(", ")) : undefined}>
        {w.batch.do}
      </Buttons>
    </Dialog>
  );
}

/** Whether an order can be put into a batch, as far as its row shows; the server checks the rest. */
const fits = ({ fulfilment, phase, batchId }: OrderRow): boolean =>
  fulfilment.method === "delivery" && (phase === "working" || phase === "ready") && batchId === undefined;

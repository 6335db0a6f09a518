/** Changes the status of many orders: first which ones can change, then the result of each. Failed ones remain selected. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Problem } from "~/api/problem";
import type { components } from "~/api/schema";
import { useSaving } from "~/form/use-saving";
import { Dialog, DialogFoot } from "~/ui/dialog";
import { Icon } from "~/ui/icon";
import { w } from "~/words/actions";
import { isFinal, isStop } from "../../actions/offer";
import { Follows, useReason } from "../../actions/questions/parts";
import { useDesk } from "../../desk-context";
import { SelectField } from "../../form/controls";
import { Buttons, Refused } from "../../form/refused";
import { parts } from "../../open-orders/facts";
import { statusLabel } from "../../open-orders/labels";
import { connected, readOrders, readRows } from "../../open-orders/reading";
import { book } from "../../open-orders/row-book";
import type { Order } from "../../open-orders/types";
import { type Target, targetsOf } from "./plan";

type Outcome = components["schemas"]["BulkOutcome"];

export interface StatusQuestionProps {
  ids: readonly string[];
  onClose: () => void;
  onDone: (kept: readonly string[]) => void;
}

export default function StatusQuestion({ ids: selected, onClose, onDone }: StatusQuestionProps) {
  const { session } = useDesk();
  // The selection may change below the dialog; the orders in the dialog do not.
  const [ids] = useState(selected);
  const orders = useQuery({
    queryKey: ["bulk", ids],
    queryFn: () => readOrders(connected(), ids),
    staleTime: 0,
    gcTime: 0,
  });
  const [status, setStatus] = useState<string | null>(null);
  const { busy, problem, save } = useSaving();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const targets = targetsOf(orders.data ?? []);
  const target = targets.find((one) => one.status === status) ?? targets[0];
  const stops = target !== undefined && isStop(target.status);
  const reason = useReason(w.reasons.reject);

  const submit = async () => {
    if (!target || (stops && !reason.check())) return;
    const orderIds = target.can.map(({ id }) => id);
    const body = { orderIds, status: target.status, ...(stops && { reason: reason.reason }) };
    await save(async () => {
      setOutcome(await session.client.ask("post", "/api/orders/bulk/status", { body }));
      for (const row of await readRows(connected(), orderIds).catch(() => [])) book.put(row);
    });
  };
  if (outcome && target) {
    const failed = outcome.results.filter((one) => one.outcome === "failed").map(({ orderId }) => orderId);
    const close = () => {
      onClose();
      onDone([...failed, ...target.cannot.map(({ id }) => id)]);
    };
    return <Outcomes outcome={outcome} status={target.status} onClose={close} />;
  }
  return (
    <Dialog
      kind="question"
      title={w.bulk.title(ids.length)}
      busy={busy}
      onClose={onClose}
      onSubmit={() => void submit()}
    >
      {orders.isLoading && <p role="status">{w.bulk.reading}</p>}
      {orders.error instanceof Problem && <Refused problem={orders.error} />}
      {orders.data && !target && <p>{w.bulk.none}</p>}
      {target && (
        <>
          <SelectField
            label={w.bulk.to}
            value={target.status}
            choices={targets.map((one) => [one.status, statusLabel(one.status)] as const)}
            onChange={setStatus}
          />
          <Plan target={target} />
          {stops && reason.field}
          <Follows
            all={[
              { icon: "message", text: w.bulk.told },
              isFinal(target.status) && { icon: "flag", text: w.bulk.final },
            ]}
          />
        </>
      )}
      <Refused problem={problem} />
      {target ? (
        <Buttons destroys={stops} busy={busy} onClose={onClose}>
          {w.bulk.do(target.can.length, statusLabel(target.status))}
        </Buttons>
      ) : (
        <DialogFoot>
          <button className="button" type="button" onClick={onClose}>
            {w.bulk.close}
          </button>
        </DialogFoot>
      )}
    </Dialog>
  );
}

/** The orders that can change, and those that cannot. */
function Plan({ target: { status, can, cannot } }: { target: Target }) {
  const label = statusLabel(status);
  const why = (order: Order) =>
    order.status === status ? w.bulk.is(label) : w.bulk.from(statusLabel(order.status));
  return (
    <div className="bulk-plan">
      <p className="strong">
        {w.bulk.can(can.length, label)}
        {cannot.length > 0 && `, ${w.bulk.cannot(cannot.length)}`}.
      </p>
      {cannot.length > 0 && (
        <ul>
          {cannot.map((order) => (
            <li key={order.id} className="quiet">
              <Icon name="lock" size={16} />
              <b className="mono">{parts(order.orderNumber).tail}</b>
              <span>{why(order)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Outcomes({ outcome, status, onClose }: { outcome: Outcome; status: string; onClose: () => void }) {
  const label = statusLabel(status);
  const all = outcome.results.length;
  return (
    <Dialog title={w.bulk.outcome(all - outcome.failed, all, label)} onClose={onClose} onSubmit={onClose}>
      <div className="bulk-out">
        <ul>
          {outcome.results.map((one) => (
            <li key={one.orderId} className={one.outcome === "failed" ? "is-bad" : "is-good"}>
              <Icon name={one.outcome === "failed" ? "cross" : "check"} />
              <span className="mono">{parts(one.orderId).tail}</span>
              <span>
                {one.outcome === "failed"
                  ? one.detail
                  : one.outcome === "unchanged"
                    ? w.bulk.unchanged(label)
                    : statusLabel(one.status ?? status)}
              </span>
            </li>
          ))}
        </ul>
        {outcome.failed > 0 && <p className="quiet small">{w.bulk.kept}</p>}
      </div>
      <DialogFoot>
        <button className="button button-primary" type="submit">
          {w.bulk.close}
        </button>
      </DialogFoot>
    </Dialog>
  );
}

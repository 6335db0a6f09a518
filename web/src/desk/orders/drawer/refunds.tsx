/** The refunds of an order: amounts, reasons, states, and the actions on failed ones. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Problem } from "~/api/problem";
import { useLoaded } from "~/lib/loaded";
import { money } from "~/lib/money";
import { Icon } from "~/ui/icon";
import { w } from "~/words/drawer";
import { useDesk } from "../../desk-context";
import { timeOrDay } from "../../open-orders/labels";
import type { Order, Refund } from "../../open-orders/types";
import { refundState } from "./refund-state";

/** Loaded with the first refund that is settled by hand. */
const loadSettle = () => import("../../actions/questions/settle");

export function Refunds({ order: { id, version, currency } }: { order: Order }) {
  const { session, seller } = useDesk();
  const queries = useQueryClient();
  const [settling, setSettling] = useState<Refund | null>(null);
  const settle = useLoaded(loadSettle, settling !== null);
  const { data, error } = useQuery({
    queryKey: ["refunds", seller.id, id, version],
    queryFn: ({ signal }) => session.client.ask("get", "/api/orders/{id}/refunds", { path: { id }, signal }),
    placeholderData: (before) => before,
  });
  const again = async () => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: ["refunds", seller.id, id] }),
      queries.invalidateQueries({ queryKey: ["order", seller.id, id] }),
    ]);
  };
  if (error && !data) return <p className="quiet small">{w.payment.refundsFailed}</p>;
  const refunds = data?.refunds ?? [];
  if (refunds.length === 0) return null;
  return (
    <>
      <ul className="refunds" aria-label={w.payment.refunds}>
        {refunds.map((refund) => (
          <Item
            key={refund.id}
            orderId={id}
            refund={refund}
            currency={currency}
            onSettle={() => setSettling(refund)}
            onChanged={again}
          />
        ))}
      </ul>
      {settling && settle && (
        <settle.SettleQuestion
          orderId={id}
          refund={settling}
          currency={currency}
          onClose={() => setSettling(null)}
          onChanged={again}
        />
      )}
    </>
  );
}

interface ItemProps {
  orderId: string;
  refund: Refund;
  currency: string;
  onSettle: () => void;
  onChanged: () => Promise<void>;
}

function Item({ orderId, refund, currency, onSettle, onChanged }: ItemProps) {
  const { zone } = useDesk();
  const { icon, look, text, retries, settles } = refundState(refund);
  const said = [refund.reason && w.timeline.quote(refund.reason), refund.reference].filter(Boolean);
  return (
    <li>
      <Icon name={icon} className={look} />
      <div>
        <p>
          <b className="num">{money(refund.amount, currency)}</b>{" "}
          <span className="quiet small">{timeOrDay(Date.parse(refund.requestedAt), zone)}</span>
        </p>
        <p className={look}>{text}</p>
        {said.length > 0 && <p className="quiet small">{said.join(", ")}</p>}
        {(retries || settles) && (
          <p className="button-row">
            {retries && <Retry orderId={orderId} refund={refund} onChanged={onChanged} />}
            {settles && (
              <button className="button" type="button" onClick={onSettle}>
                <Icon name="cash" size={16} />
                {w.payment.byHand}
              </button>
            )}
          </p>
        )}
      </div>
    </li>
  );
}

function Retry({ orderId, refund, onChanged }: Pick<ItemProps, "orderId" | "refund" | "onChanged">) {
  const { session } = useDesk();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const retry = async () => {
    if (busy) return;
    setBusy(true);
    setFault(null);
    try {
      const path = { id: orderId, refundId: refund.id };
      await session.client.ask("post", "/api/orders/{id}/refunds/{refundId}/retry", { path });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setFault(w.payment.notSent(error.message));
    }
    await onChanged();
    setBusy(false);
  };
  return (
    <>
      <button className="button" type="button" aria-busy={busy} onClick={() => void retry()}>
        <Icon name="reload" size={16} />
        {w.payment.retry}
      </button>
      {fault !== null && (
        <span className="problem" role="alert">
          <Icon name="warning" size={16} />
          {fault}
        </span>
      )}
    </>
  );
}

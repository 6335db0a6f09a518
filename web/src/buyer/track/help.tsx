/** Help with an order: cancelling, by the lifecycle's rule, calling the seller, and the receipt. */
import { useState } from "react";
import { useLoaded } from "~/lib/loaded";
import { Icon } from "~/ui/icon";
import { w } from "~/words/track";
import { againPath } from "../order";
import { isFinal, isStopped } from "../phases";
import { momentText } from "./times";
import type { Order, Tracking } from "./types";

interface Props {
  tracking: Tracking;
  onChanged: () => void;
  onReceipt: () => void;
}

export function Help({ tracking, onChanged, onReceipt }: Props) {
  const { order, seller } = tracking;
  const [asking, setAsking] = useState(false);
  const [dialogs, setDialogs] = useState(false);
  const dialog = useLoaded(() => import("./cancel-dialog"), dialogs);
  const rule = ruleOf(order, seller.name, seller.timezone);
  const cancellable = order.cancelRule?.allowed === true;
  return (
    <section aria-labelledby="help">
      <h2 id="help">{isStopped(order.phase) ? w.over : w.wrong}</h2>
      {rule !== null && <p className="track-rule">{rule}</p>}
      <p className="button-row">
        {cancellable && (
          <button
            className="button button-danger"
            type="button"
            onPointerEnter={() => setDialogs(true)}
            onClick={() => {
              setDialogs(true);
              setAsking(true);
            }}
          >
            {w.cancel}
          </button>
        )}
        {seller.phone !== undefined && (
          <a className="button" href={`tel:${seller.phone}`}>
            <Icon name="call" />
            {w.callSeller(seller.name)}
          </a>
        )}
        {isFinal(order.phase) && (
          <a className="button" href={againPath(order)}>
            <Icon name="templates" />
            {w.again}
          </a>
        )}
        {hasReceipt(order) && (
          <button className="button" type="button" onClick={onReceipt}>
            <Icon name="print" />
            {w.receipt}
          </button>
        )}
      </p>
      {asking && dialog && (
        <dialog.CancelDialog
          tracking={tracking}
          onClose={() => setAsking(false)}
          onChanged={() => {
            setAsking(false);
            onChanged();
          }}
        />
      )}
    </section>
  );
}

/** Without a payment, past or due, there is no receipt. */
const hasReceipt = ({ phase, payment }: Order) =>
  phase !== "unverified" && !(isStopped(phase) && payment.amountPaid === 0);

/** Until when the buyer may cancel, or why they no longer can. */
function ruleOf(order: Order, seller: string, zone: string): string | null {
  const rule = order.cancelRule;
  if (rule?.allowed)
    return rule.until === undefined ? w.canCancel : w.cancelUntil(momentText(rule.until, zone));
  return isFinal(order.phase) && order.phase !== "done" ? null : w.cannotCancel(order.phase, seller);
}

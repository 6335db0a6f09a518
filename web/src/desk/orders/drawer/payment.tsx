/** Received, authorised, refunded and due amounts, with their actions. */
import { Fragment } from "react";
import { money } from "~/lib/money";
import { dayAndMonth, deskTime } from "~/lib/time";
import { Icon } from "~/ui/icon";
import { w } from "~/words/drawer";
import { actionsOf } from "../../actions/offer";
import { keptOf } from "../../actions/questions/consequences";
import { useAct } from "../../actions/use-act";
import { useDesk } from "../../desk-context";
import { paymentOf, timeOrDay } from "../../open-orders/labels";
import type { InternalOrder, OrderRow } from "../../open-orders/types";
import { Refunds } from "./refunds";

export function Payment({ row, read }: { row: OrderRow; read: InternalOrder }) {
  const { zone } = useDesk();
  const { payment } = read;
  const state = paymentOf(row);
  const amount = (minor: number) => money(minor, payment.currency);
  const at = (moment: string) => `${dayAndMonth(moment, zone)}, ${deskTime(moment, zone)}`;
  const { amountRefunded, amountRefundRequested, amountAuthorized, amountDue } = payment;
  const back = amountRefunded + amountRefundRequested;
  const kept = keptOf(read);
  const paid = payment.records.filter(({ kind }) => kind === "payment");
  const chargedBack = payment.amountChargedBack;
  const nothing = paid.length === 0 && back === 0 && amountAuthorized === 0;
  return (
    <section aria-labelledby="pay-title">
      <div className="section-head">
        <h3 id="pay-title">{w.payment.title}</h3>
        <span className={`status small${state.look}`}>
          <Icon name={state.icon} />
          {state.label}
        </span>
      </div>
      {payment.status === "disputed" && (
        <p className="notice notice-amber">
          <Icon name="warning" className="is-soon" />
          <span>
            {w.payment.disputed}{" "}
            {payment.disputeAnswerBy !== null && w.payment.answerBy(at(payment.disputeAnswerBy))}
          </span>
        </p>
      )}
      {nothing && <p className="quiet">{payment.status === "pending" ? w.payment.begun : w.payment.none}</p>}
      <dl className="sums">
        {paid.map((entry) => (
          <Fragment key={`${entry.at}${entry.amount}${entry.note}`}>
            <dt>
              {entry.note ? w.payment.withNote(w.payment.paid, entry.note) : w.payment.paid}{" "}
              <span className="quiet small">{timeOrDay(Date.parse(entry.at), zone)}</span>
            </dt>
            <dd>{amount(entry.amount)}</dd>
          </Fragment>
        ))}
        {amountAuthorized > 0 && <Sum name={w.payment.held} amount={amount(amountAuthorized)} />}
        {amountRefunded > 0 && <Sum name={w.payment.refunded} amount={amount(-amountRefunded)} />}
        {amountRefundRequested > 0 && (
          <Sum name={w.payment.toRefund} amount={amount(-amountRefundRequested)} />
        )}
        {chargedBack > 0 && <Sum name={w.payment.chargedBack} amount={amount(-chargedBack)} />}
        {back + chargedBack > 0 && <Sum total name={w.payment.kept} amount={amount(kept)} />}
        {amountDue > 0 && <Sum strong name={w.payment.due} amount={amount(amountDue)} />}
      </dl>
      {amountAuthorized > 0 && (
        <p className="quiet small">
          {w.payment.heldHint}{" "}
          {payment.authorizedUntil !== null && w.payment.heldUntil(at(payment.authorizedUntil))}
        </p>
      )}
      {back > 0 && <Meter kept={kept} back={back} />}
      {payment.records.some(({ kind }) => kind === "refund_request" || kind === "refund") && (
        <Refunds order={read.order} />
      )}
      <Actions row={row} read={read} />
    </section>
  );
}

function Sum(props: { name: string; amount: string; total?: boolean; strong?: boolean }) {
  const { name, amount, total, strong } = props;
  const look = total ? "total" : strong ? "strong" : undefined;
  return (
    <>
      <dt className={look}>{name}</dt>
      <dd className={look}>{amount}</dd>
    </>
  );
}

/** Recording a payment, and refunding. */
function Actions({ row, read }: { row: OrderRow; read: InternalOrder }) {
  const act = useAct();
  const offered = actionsOf(read.order).filter(({ denied }) => denied === undefined);
  const record = read.payment.amountDue > 0 && offered.find(({ kindOf }) => kindOf === "payment");
  const refund =
    keptOf(read) > 0 &&
    read.payment.status !== "disputed" &&
    offered.find(({ kindOf }) => kindOf === "refund");
  const shown = [record, refund].filter((one) => one !== undefined && one !== false);
  if (shown.length === 0) return null;
  return (
    <p className="button-row">
      {shown.map((action) => (
        <button key={action.action} className="button" type="button" onClick={() => act(row, action)}>
          <Icon name={action.icon} />
          {action.label}
        </button>
      ))}
    </p>
  );
}

const WIDE = 400;

function Meter({ kept, back }: { kept: number; back: number }) {
  const share = kept + back === 0 ? 0 : kept / (kept + back);
  const percent = Math.round(share * 100);
  return (
    <svg
      className="meter"
      viewBox={`0 0 ${WIDE} 8`}
      preserveAspectRatio="none"
      role="img"
      aria-label={w.payment.meter(percent, 100 - percent)}
    >
      <rect className="meter-ground" width={WIDE} height="8" />
      <rect className="meter-kept" width={WIDE * share} height="8" />
    </svg>
  );
}

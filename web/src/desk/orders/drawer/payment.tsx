import { Fragment } from "react";
import { money } from "~/lib/money";
import { Icon } from "~/ui/icon";
import { w } from "~/words/drawer";
import { useDesk } from "../../desk-context";
import { actionsOf } from "../actions/offer";
import { keptOf } from "../actions/questions/consequences";
import { useAct } from "../actions/use-act";
import { paymentOf, timeOrDay } from "../labels";
import type { InternalOrder, OrderRow } from "../types";

/** What was received and what goes back, as it is on record, and what is still due. */
export function Payment({ row, read }: { row: OrderRow; read: InternalOrder }) {
  const { zone } = useDesk();
  const act = useAct();
  const { order, payment } = read;
  const record = actionsOf(order).find((it) => it.kindOf === "payment" && it.denied === undefined);
  const state = paymentOf(row);
  const amount = (minor: number) => money(minor, payment.currency);
  const back = payment.amountRefunded + payment.amountRefundRequested;
  const kept = keptOf(read);
  return (
    <section aria-labelledby="pay-title">
      <div className="section-head">
        <h3 id="pay-title">{w.payment.title}</h3>
        <span className={`status small${state.good ? " is-good" : ""}`}>
          <Icon name={state.icon} />
          {state.label}
        </span>
      </div>
      {payment.records.length === 0 ? (
        <p className="quiet">{w.payment.none}</p>
      ) : (
        <dl className="sums">
          {payment.records.map((entry) => (
            <Fragment key={`${entry.at}${entry.kind}${entry.amount}`}>
              <dt>
                {labelOf(entry)} <span className="quiet small">{timeOrDay(Date.parse(entry.at), zone)}</span>
              </dt>
              <dd>{amount(entry.kind === "refund_request" ? -entry.amount : entry.amount)}</dd>
            </Fragment>
          ))}
          {payment.amountRefunded > 0 && (
            <>
              <dt>{w.payment.refunded}</dt>
              <dd>{amount(-payment.amountRefunded)}</dd>
            </>
          )}
          {back > 0 && (
            <>
              <dt className="total">{w.payment.kept}</dt>
              <dd className="total">{amount(kept)}</dd>
            </>
          )}
        </dl>
      )}
      {back > 0 && <Meter kept={kept} back={back} />}
      {payment.amountDue > 0 && (
        <dl className="sums">
          <dt className="strong">{w.payment.due}</dt>
          <dd className="strong">{amount(payment.amountDue)}</dd>
        </dl>
      )}
      {record && payment.amountDue > 0 && (
        <p className="button-row">
          <button className="button" type="button" onClick={() => act(row, record)}>
            <Icon name="cash" />
            {record.label}
          </button>
        </p>
      )}
    </section>
  );
}

function labelOf({ kind, note }: InternalOrder["payment"]["records"][number]): string {
  const label = w.payment.kinds[kind] ?? kind;
  return note ? w.payment.withNote(label, note) : label;
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

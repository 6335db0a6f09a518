/** The next action of an order: accept it with minutes, or make the next transition. */
import { useState } from "react";
import { deskTime, minutesUntil } from "~/lib/time";
import { Choices } from "~/ui/field";
import { Icon } from "~/ui/icon";
import { w as aw } from "~/words/actions";
import { w } from "~/words/drawer";
import { minuteChoices, usualOf } from "../../actions/minutes";
import { actionsOf, primaryAction } from "../../actions/offer";
import { minuteLabel, readyAt } from "../../actions/questions/accept";
import type { OrderAction } from "../../actions/types";
import { useAct } from "../../actions/use-act";
import { type Seller, useDesk } from "../../desk-context";
import { timeOrDay } from "../../open-orders/labels";
import { useNow } from "../../open-orders/now";
import type { Order, OrderRow } from "../../open-orders/types";
import { useUnderWay } from "../../open-orders/under-way";

export interface NextProps {
  row: OrderRow;
  order: Order;
}

export function Next({ row, order }: NextProps) {
  const { reason } = useUnderWay(row.id);
  const primary = primaryAction(row, order);
  const all = actionsOf(order).filter((it) => it.denied === undefined);
  const beside = all.find(({ kindOf }) => kindOf === (primary?.kindOf === "accept" ? "reject" : "delay"));
  if (!primary && !reason && !beside) return null;
  return (
    <>
      {reason && (
        <div className="drawer-back">
          <p className="problem" role="alert">
            <Icon name="warning" size={16} />
            <span>{reason}</span>
          </p>
        </div>
      )}
      {primary?.kindOf === "accept" ? (
        <Accept row={row} order={order} action={primary} beside={beside} />
      ) : (
        (primary || beside) && <Step row={row} primary={primary} beside={beside} />
      )}
    </>
  );
}

interface StepProps {
  row: OrderRow;
  primary: OrderAction | undefined;
  beside: OrderAction | undefined;
}

function Step({ row, primary, beside }: StepProps) {
  const act = useAct();
  return (
    <section className="accept" aria-labelledby="next-title">
      <div className="accept-head">
        <h3 id="next-title">{w.next.title}</h3>
      </div>
      <div className="accept-do">
        {primary ? (
          <Do row={row} action={primary} label={primary.label} onClick={() => act(row, primary)} />
        ) : (
          <p className="quiet">{w.next.nothing}</p>
        )}
        {beside && <Do row={row} action={beside} label={beside.label} onClick={() => act(row, beside)} />}
      </div>
    </section>
  );
}

interface AcceptProps extends NextProps {
  action: OrderAction;
  beside: OrderAction | undefined;
}

function Accept({ row, order, action, beside }: AcceptProps) {
  const { seller, zone } = useDesk();
  const now = useNow();
  const act = useAct();
  const usual = usualOf(seller);
  const choices = minuteChoices(usual);
  const [minutes, setMinutes] = useState<number | null>(usual);
  const { minutes: _, ...plain } = action;
  const chosen = { ...plain, label: aw.do.accept, ...(minutes !== null && { minutes }) };
  const due = order.acceptance ? minutesUntil(order.acceptance.dueAt, now) : null;
  const label = minutes === null ? aw.do.accept : aw.do.acceptReady(deskTime(readyAt(minutes, seller), zone));
  return (
    <section className="accept" aria-labelledby="accept-title">
      <div className="accept-head">
        <h3 id="accept-title">{w.next.accept}</h3>
        {due !== null && (
          <span className={`due${due < 0 ? " due-late" : due <= 2 ? " due-soon" : ""}`}>
            <Icon name={due < 0 ? "late" : "clock"} />
            {w.next.toAccept(due)}
          </span>
        )}
      </div>
      {choices.length > 0 && (
        <Choices
          look="minutes"
          labelledBy="accept-title"
          choices={choices.map((value) => ({ value, label: minuteLabel(value, usual) }))}
          value={minutes}
          onChange={setMinutes}
        />
      )}
      <div className="accept-do">
        <Do row={row} action={action} label={label} onClick={() => act(row, chosen)} />
        {beside && <Do row={row} action={beside} label={beside.label} onClick={() => act(row, beside)} />}
      </div>
      <p className="hint">
        {minutes === null && choices.length > 0 && `${w.next.saysNone} `}
        {minutes !== null && arrivalTime(row, minutes, seller, zone)}
        {order.acceptance?.rejectAt
          ? w.next.reject(timeOrDay(Date.parse(order.acceptance.rejectAt), zone))
          : order.acceptance && w.next.alert(timeOrDay(Date.parse(order.acceptance.dueAt), zone))}
      </p>
    </section>
  );
}

/** When it arrives: after preparation and delivery, and not before the requested time. */
function arrivalTime(row: OrderRow, minutes: number, seller: Seller, zone: string): string {
  const bringing = seller.deliveryTimeMinutes;
  if (row.fulfilment.method !== "delivery" || bringing === null) return "";
  const there = readyAt(minutes, seller) + bringing * 60_000;
  const wanted = row.fulfilment.requestedFor ? Date.parse(row.fulfilment.requestedFor) : 0;
  return `${w.next.arrivesAt(timeOrDay(Math.max(there, wanted), zone))} `;
}

interface DoProps {
  row: OrderRow;
  action: OrderAction;
  label: string;
  onClick: () => void;
}

/** A button that acts once: while a change of this order is being sent, it says so and does nothing. */
function Do({ row, action, label, onClick }: DoProps) {
  const { saving } = useUnderWay(row.id);
  const look = { primary: " button-primary", danger: " button-danger", plain: "" }[action.kind];
  const state = action.kind === "primary" ? { "aria-busy": true } : { "aria-disabled": true };
  return (
    <button
      className={`button button-large${look}`}
      type="button"
      {...(saving !== null && state)}
      onClick={() => saving === null && onClick()}
    >
      {label}
    </button>
  );
}

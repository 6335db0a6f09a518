/** The ticket of an order that is to be accepted or prepared, readable from a distance. */
import { memo, useEffect, useRef, useState } from "react";
import { Choices } from "~/ui/field";
import { Icon } from "~/ui/icon";
import { w } from "~/words/kitchen";
import { w as ow } from "~/words/orders";
import {
  actionsOf,
  extraOf,
  minuteChoices,
  type OrderAction,
  type Pending,
  primaryAction,
  useAct,
  usualOf,
} from "../actions";
import { useDesk } from "../desk-context";
import { facts, isJustIn, parts } from "../open-orders/facts";
import { METHOD_ICON, statusLabel, timeOrDay } from "../open-orders/labels";
import { useNow } from "../open-orders/now";
import { markOpened } from "../open-orders/opened";
import type { Order, OrderRow } from "../open-orders/types";
import { useUnderWay } from "../open-orders/under-way";
import { useLive } from "../shell/live";
import { useSingleKeys } from "../shell/switches";
import { Held, Saving } from "./held";
import { Lines } from "./lines";
import { takeDown } from "./on-rail";
import { Ring } from "./ring";
import { type Column, chipsAround, dueAt, timeLeft } from "./tickets";

export interface SlipProps {
  row: OrderRow;
  order: Order | undefined;
  column: Column;
  /** Its key, 1 to 9. */
  place: number | undefined;
  chosen: boolean;
  /** The change that can still be undone. */
  held: Pending | undefined;
  /** Whether that is the change that `u` undoes. */
  newest: boolean;
  onChoose: (id: string) => void;
}

export const Cook = memo(function Cook(props: SlipProps & { first: boolean }) {
  const { row, order, column, place, chosen, onChoose } = props;
  const slip = useSlip(chosen);
  const keys = useSingleKeys();
  const { text, look, share } = useTime(row, order, column);
  const { tail } = parts(row.orderNumber);
  const stopped = row.phase === "cancelled";
  const seen = () => column === "fresh" && markOpened(row.id);
  return (
    <article
      ref={slip}
      className={`slip cook cook-${look}${chosen ? " cook-chosen" : ""}`}
      aria-label={w.ticket(tail, text)}
      aria-current={chosen ? "true" : undefined}
      data-order={row.id}
      tabIndex={-1}
      onPointerDown={seen}
      onFocus={seen}
    >
      <header className="cook-head">
        <button
          className="cook-number"
          type="button"
          aria-label={w.choose(tail)}
          aria-pressed={chosen}
          onClick={() => onChoose(row.id)}
        >
          {tail}
        </button>
        {text !== null && (
          <span className="cook-time">
            {stopped && <Icon name="cancelled" />}
            {look !== "late" && look !== "far" && !stopped && <Ring share={share} />}
            <b>{text}</b>
          </span>
        )}
      </header>
      <p className="cook-who">
        {keys && place !== undefined && <kbd>{place}</kbd>}
        <Icon name={METHOD_ICON[row.fulfilment.method]} />
        <span className="out-of-sight">{ow.method[row.fulfilment.method]}</span>
        <span className="cut">{row.customer.name}</span>
        {(row.priority === "high" || row.priority === "urgent") && (
          <span className="cook-priority">
            <Icon name="bolt" />
            {ow.priority[row.priority]}
          </span>
        )}
      </p>
      <Lines order={order} items={row.itemCount} />
      <Foot {...props} />
    </article>
  );
});

/** A ticket that is chosen by its key gets the focus, so that the next key applies to it. */
export function useSlip(chosen: boolean) {
  const slip = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!chosen || slip.current?.contains(document.activeElement)) return;
    slip.current?.focus({ preventScroll: true });
    slip.current?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  return slip;
}

type Look = "plain" | "soon" | "late" | "fresh" | "stopped" | "far";

/** From this many minutes on, the time is not counted in minutes. */
const FAR = 120;

/** The remaining time as a text, with its style and its share of the whole. */
function useTime(
  row: OrderRow,
  order: Order | undefined,
  column: Column,
): { text: string | null; look: Look; share: number } {
  const { seller, zone } = useDesk();
  const now = useNow();
  if (row.phase === "cancelled") return { text: w.cancelled, look: "stopped", share: 0 };
  const due = dueAt(row, column, seller.deliveryTimeMinutes ?? 0);
  const fresh = isJustIn(row, now);
  if (due === null) return { text: null, look: fresh ? "fresh" : "plain", share: 1 };
  const begun = column === "work" && order?.acceptedAt ? Date.parse(order.acceptedAt) : facts(row).placedAt;
  const { tone, minutes, share } = timeLeft(due, begun, now);
  if (tone === "late") return { text: w.late(minutes), look: "late", share: 0 };
  // Hours are not counted in minutes: the time of day is shown instead.
  if (minutes >= FAR) return { text: w.at(timeOrDay(due, zone)), look: "far", share };
  const text = w.left(minutes);
  return { text, look: tone === "soon" ? "soon" : fresh ? "fresh" : "plain", share };
}

function Foot({ row, order, column, held, newest, first, chosen }: SlipProps & { first: boolean }) {
  const { saving, reason } = useUnderWay(row.id);
  const { state } = useLive();
  const { tail } = parts(row.orderNumber);
  if (row.phase === "cancelled")
    return (
      <button
        className="button cook-button"
        type="button"
        aria-label={w.takeDownOf(tail)}
        onClick={() => takeDown(row.id)}
      >
        <Icon name="cross" />
        {w.takeDown}
      </button>
    );
  if (held) return <Held held={held} newest={newest} />;
  if (saving) return <Saving />;
  const off = state === "offline";
  return (
    <>
      {reason && (
        <p className="problem" role="alert">
          <Icon name="warning" />
          {reason}
        </p>
      )}
      {column === "fresh" ? (
        <Accept row={row} order={order} chips={first || chosen} off={off} />
      ) : (
        <Next row={row} order={order} column={column} off={off} />
      )}
    </>
  );
}

/** From this many letters on, a button's text is smaller, to fit one line. */
const LONG = 15;

function Accept({
  row,
  order,
  chips,
  off,
}: {
  row: OrderRow;
  order: Order | undefined;
  chips: boolean;
  off: boolean;
}) {
  const { seller } = useDesk();
  const act = useAct();
  const now = useNow();
  const usual = usualOf(seller);
  const [minutes, setMinutes] = useState(usual);
  const next = nextStep(row, order);
  const reject = order && actionsOf(order).find((it) => it.kindOf === "reject" && it.denied === undefined);
  const offered = chipsAround(minuteChoices(usual), usual);
  const label = minutes === null ? w.accept : w.acceptWith(minutes, extraOf(seller, now));
  return (
    <div className="cook-accept">
      {chips && offered.length > 0 && (
        <Choices
          look="minutes"
          label={w.minutes}
          choices={offered.map((value) => ({ value, label: value }))}
          value={minutes}
          onChange={setMinutes}
        />
      )}
      <div className="cook-pair">
        {next && (
          <button
            className={`button button-primary cook-button${label.length > LONG ? " cook-long" : ""}`}
            type="button"
            aria-disabled={off}
            onClick={() => !off && act(row, minutes === null ? next : { ...next, minutes })}
          >
            {label}
          </button>
        )}
        {reject && (
          <button
            className="button button-danger cook-button"
            type="button"
            aria-disabled={off}
            onClick={() => !off && act(row, reject)}
          >
            {reject.label}
          </button>
        )}
      </div>
    </div>
  );
}

/** The next transition of the lifecycle that the kitchen may make. */
export function Next({
  row,
  order,
  column,
  off,
}: {
  row: OrderRow;
  order: Order | undefined;
  column: Column;
  off: boolean;
}) {
  const act = useAct();
  const { seller } = useDesk();
  const now = useNow();
  const next = nextStep(row, order);
  if (next === undefined) return null;
  const due = dueAt(row, column, seller.deliveryTimeMinutes ?? 0);
  const late = column === "work" && due !== null && due <= now;
  return (
    <button
      className={`button cook-button${late ? " button-primary" : ""}`}
      type="button"
      aria-disabled={off}
      onClick={() => !off && act(row, next)}
    >
      {next.asks || !next.status ? next.label : statusLabel(next.status)}
    </button>
  );
}

/** Batches are made on the dispatch page. */
export function nextStep(row: OrderRow, order: Order | undefined): OrderAction | undefined {
  const next = primaryAction(row, order);
  return next?.kindOf === "batch" ? undefined : next;
}

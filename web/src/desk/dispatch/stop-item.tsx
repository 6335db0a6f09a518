/** A stop of a tour: its number, order and address, and the ways to move it. */
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { money } from "~/lib/money";
import { clock, deskTime } from "~/lib/time";
import { Icon } from "~/ui/icon";
import { Menu, type MenuEntry } from "~/ui/menu";
import { w } from "~/words/dispatch";
import { useDesk } from "../desk-context";
import type { OrderRow } from "../open-orders/types";
import type { Stop } from "./batches";
import { type Dragged, dragProps, useDrop } from "./drag";
import { PlaceDialog } from "./place-dialog";
import { tailOf } from "./places";

export interface StopItemProps {
  stop: Stop;
  row: OrderRow | undefined;
  /** From 0. */
  place: number;
  count: number;
  state: "done" | "next" | "todo";
  /** The batch or draft of the stop, for dragging. */
  of: string;
  onPlace: (place: number) => void;
  onDrop: (dragged: Dragged) => void;
  /** Other targets of a move. */
  entries: readonly MenuEntry[];
  children?: ReactNode;
}

/** From this many minutes on, a time counts as soon. */
const SOON = 5 * 60_000;

export function StopItem(props: StopItemProps) {
  const { stop, row, place, count, state, of, onPlace, onDrop, entries, children } = props;
  const { currency } = useDesk();
  const [asking, setAsking] = useState(false);
  const number = tailOf(stop.orderNumber);
  const done = state === "done";
  const { over, props: drop } = useDrop(onDrop, true);
  const key = (event: KeyboardEvent) => {
    if (done || !event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    onPlace(place + (event.key === "ArrowUp" ? -1 : 1));
  };
  const due = row?.payment.amountDue ?? 0;
  const who = [stop.customer?.name, done ? w.delivered : due > 0 && w.cash(money(due, currency))];
  return (
    <li
      className={`stop stop-${state}${over ? " stop-over" : ""}`}
      data-stop={stop.id}
      onKeyDown={key}
      {...drop}
    >
      <span className="stop-circle stop-mark">
        {done ? (
          <>
            <Icon name="check" />
            <span className="out-of-sight">{place + 1}</span>
          </>
        ) : (
          place + 1
        )}
      </span>
      <div className="stop-main">
        <span className="wait-top">
          <b className="mono">{number}</b>
          <Promised row={row} done={done} />
        </span>
        <span>{addressLine(stop)}</span>
        <span className="quiet small">{who.filter(Boolean).join(", ")}</span>
        {children}
      </div>
      {!done && (
        <span className="stop-tools">
          <button
            className="button button-quiet button-icon grip"
            type="button"
            aria-label={w.grip(number)}
            title={w.grip(number)}
            data-grip={stop.id}
            {...dragProps(stop.id, of)}
          >
            <Icon name="drag" />
          </button>
          <Menu
            label={w.moveMenu(number)}
            className="button button-quiet button-icon"
            entries={[
              {
                key: "up",
                label: w.move.up,
                icon: "up",
                denied: place === 0 ? w.move.first : undefined,
                run: () => onPlace(place - 1),
              },
              {
                key: "down",
                label: w.move.down,
                icon: "down",
                denied: place === count - 1 ? w.move.last : undefined,
                run: () => onPlace(place + 1),
              },
              { key: "place", label: w.move.place, icon: "list", run: () => setAsking(true) },
              ...entries,
            ]}
          >
            <Icon name="more" />
          </Menu>
        </span>
      )}
      {asking && (
        <PlaceDialog
          number={number}
          place={place}
          count={count}
          onPlace={onPlace}
          onClose={() => setAsking(false)}
        />
      )}
    </li>
  );
}

function Promised({ row, done }: { row: OrderRow | undefined; done: boolean }) {
  const { zone } = useDesk();
  const at = row?.promisedAt ?? row?.fulfilment.requestedFor;
  if (at === undefined) return null;
  const left = Date.parse(at) - clock.now();
  const look = done || left > SOON ? "quiet" : left > 0 ? "is-soon strong" : "is-bad strong";
  return (
    <time className={look} dateTime={at}>
      {deskTime(at, zone)}
    </time>
  );
}

/** The street and the facts beside it. */
export const addressLine = ({ deliveryAddress: to }: Stop): string =>
  [to?.line1, to?.line2].filter(Boolean).join(", ");

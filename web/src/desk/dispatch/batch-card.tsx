/** An open batch: its driver, its stops in their sequence, and its actions. */
import { useState } from "react";
import { deskTime } from "~/lib/time";
import { Icon, type IconName } from "~/ui/icon";
import { Menu, type MenuEntry } from "~/ui/menu";
import { w } from "~/words/dispatch";
import { useDesk } from "../desk-context";
import type { OrderRow } from "../open-orders/types";
import { AssignDialog } from "./assign-dialog";
import { type Batch, isOver, takesOrders } from "./batches";
import { CancelDialog } from "./cancel-dialog";
import { type Dragged, useDrop } from "./drag";
import { shortNumber } from "./places";
import { StopItem } from "./stop-item";
import type { Moves } from "./use-moves";

const LOOK: Record<Batch["status"], { icon: IconName; tag: string }> = {
  PENDING: { icon: "clock", tag: "tag-amber" },
  ASSIGNED: { icon: "user", tag: "tag-spruce" },
  PICKED_UP: { icon: "moving", tag: "tag-sky" },
  IN_PROGRESS: { icon: "moving", tag: "tag-sky" },
  COMPLETED: { icon: "done", tag: "tag-moss" },
  CANCELLED: { icon: "cancelled", tag: "" },
};

export interface BatchCardProps {
  batch: Batch;
  others: readonly Batch[];
  rows: ReadonlyMap<string, OrderRow>;
  moves: Moves;
  onDrop: (dragged: Dragged, place: number) => void;
  onToDraft: (order: string, from: Batch) => void;
}

export function BatchCard({ batch, others, rows, moves, onDrop, onToDraft }: BatchCardProps) {
  const { zone } = useDesk();
  const number = shortNumber(batch.batchNumber);
  const ids = moves.sequence(batch);
  const stops = new Map((batch.orders ?? []).map((stop) => [stop.id, stop]));
  const open = takesOrders(batch);
  const drop = useDrop((dragged) => onDrop(dragged, ids.length), open);
  const next = open ? undefined : ids.find((id) => !over(stops.get(id)));
  const { icon, tag } = LOOK[batch.status];
  const last = batch.estimatedDeliveryTime;
  return (
    <article
      className={drop.over ? "slip hung batch batch-over" : "slip hung batch"}
      aria-labelledby={batch.id}
      data-batch={batch.id}
      {...drop.props}
    >
      <header className="batch-head">
        <div className="batch-name">
          <h3 id={batch.id} title={batch.batchNumber} tabIndex={-1}>
            <span className="quiet">{w.batch}</span> <span className="number">{number}</span>
          </h3>
          <span className={`tag ${tag}`}>
            <Icon name={icon} />
            {w.status[batch.status]}
          </span>
        </div>
        <p>
          <Icon name="user" size={16} />
          <b>{batch.driver?.name ?? w.nobody}</b>
          {batch.driver?.phone !== undefined && (
            <a
              className="quiet"
              href={`tel:${batch.driver.phone}`}
              aria-label={w.callName(batch.driver.name)}
            >
              {w.call}
            </a>
          )}
          <span className="quiet">
            {[
              batch.zone ? (batch.zone.name ?? batch.zone.id) : w.noZone,
              last && w.back(deskTime(last, zone)),
            ]
              .filter(Boolean)
              .join(", ")}
          </span>
        </p>
      </header>
      <ol className="stops" aria-label={w.stops(number)}>
        {ids.map((id, place) => {
          const stop = stops.get(id);
          if (stop === undefined) return null;
          const problem = stop.deliveryProblem;
          return (
            <StopItem
              key={id}
              stop={stop}
              row={rows.get(id)}
              place={place}
              count={ids.length}
              state={over(stop) ? "done" : id === next ? "next" : "todo"}
              of={batch.id}
              onPlace={(to) => moves.toPlace(batch, id, to)}
              onDrop={(dragged) => onDrop(dragged, place)}
              entries={entriesFor(id, { batch, others, moves, onToDraft })}
            >
              {problem && (
                <span className="tag tag-brick">
                  <Icon name="flag" />
                  {w.trouble.tag[problem.kind]}
                </span>
              )}
            </StopItem>
          );
        })}
      </ol>
      <Foot batch={batch} batches={[batch, ...others]} />
    </article>
  );
}

const over = (stop: Parameters<typeof isOver>[0] | undefined) => stop !== undefined && isOver(stop);

type Around = Pick<BatchCardProps, "batch" | "others" | "moves" | "onToDraft">;

function entriesFor(id: string, { batch, others, moves, onToDraft }: Around): MenuEntry[] {
  const refusal = !takesOrders(batch) ? w.move.gone : batch.orderCount === 1 ? w.move.only : undefined;
  return [
    ...others.map((to) => ({
      key: to.id,
      label: w.move.to(shortNumber(to.batchNumber)),
      icon: "forward" as const,
      denied: refusal ?? (takesOrders(to) ? undefined : w.move.full),
      run: () => void moves.toBatch(id, batch, to),
    })),
    {
      key: "draft",
      label: w.move.toDraft,
      icon: "plus",
      denied: refusal,
      run: () => onToDraft(id, batch),
    },
    {
      key: "out",
      label: w.move.out,
      icon: "cross",
      danger: true,
      denied: refusal,
      run: () => void moves.takeOut(id, batch),
    },
  ];
}

/** The driver, and cancelling the batch. */
function Foot({ batch, batches }: { batch: Batch; batches: readonly Batch[] }) {
  const [asked, setAsked] = useState<"driver" | "cancel" | null>(null);
  const close = () => setAsked(null);
  return (
    <div className="batch-foot">
      <div className="button-pair">
        <button
          className={batch.driverId === null ? "button button-primary" : "button"}
          type="button"
          onClick={() => setAsked("driver")}
        >
          {batch.driverId === null ? w.assign : w.reassign}
        </button>
        <Menu
          label={w.more(shortNumber(batch.batchNumber))}
          entries={[
            {
              key: "cancel",
              label: w.cancel,
              icon: "cross",
              danger: true,
              denied: takesOrders(batch) ? undefined : w.onTour,
              run: () => setAsked("cancel"),
            },
          ]}
        >
          <Icon name="down" />
        </Menu>
      </div>
      {asked === "driver" && <AssignDialog batch={batch} batches={batches} onClose={close} />}
      {asked === "cancel" && <CancelDialog batch={batch} onClose={close} />}
    </div>
  );
}

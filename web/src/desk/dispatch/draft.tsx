/** A new batch: its stops, the orders that would be late, and its driver. */
import { useQueryClient } from "@tanstack/react-query";
import { type RefObject, useState } from "react";
import type { Problem } from "~/api/problem";
import { useSaving } from "~/form/use-saving";
import { clock } from "~/lib/time";
import { Icon } from "~/ui/icon";
import { w } from "~/words/dispatch";
import { useDesk } from "../desk-context";
import { Refused } from "../form/refused";
import { useNow } from "../open-orders/now";
import type { OrderRow } from "../open-orders/types";
import { toast } from "../shell/toast";
import { type Batch, putBatch, readAgain, type Stop, useBatchDrivers } from "./batches";
import { DRAFT, type Dragged, useDrop } from "./drag";
import { DriverSelect } from "./driver-select";
import { lateOnes } from "./forecast";
import { placed, shortNumber, tailOf } from "./places";
import { readyAtOf } from "./ready-at";
import { say } from "./say";
import { StopItem } from "./stop-item";

export interface DraftProps {
  ids: readonly string[];
  /** Known facts about them, also about orders that are in another batch meanwhile. */
  stops: ReadonlyMap<string, Stop>;
  rows: ReadonlyMap<string, OrderRow>;
  /** Those that still wait. */
  waiting: ReadonlySet<string>;
  batches: readonly Batch[];
  heading: RefObject<HTMLHeadingElement | null>;
  onIds: (ids: readonly string[]) => void;
  onDrop: (dragged: Dragged, place: number) => void;
}

export function Draft({ ids, stops, rows, waiting, batches, heading, onIds, onDrop }: DraftProps) {
  const { session, seller } = useDesk();
  const queries = useQueryClient();
  const drivers = useBatchDrivers();
  const { busy, problem, keyFor, save, clear } = useSaving();
  const [driverId, setDriver] = useState("");
  const drop = useDrop((dragged) => onDrop(dragged, ids.length), true);
  useNow();
  const late = lateOnes(
    ids.map((id) => {
      const row = rows.get(id);
      const ready = stops.get(id)?.status === "READY";
      return {
        id,
        readyAt: ready ? null : readyAtOf(row, seller.deliveryTimeMinutes ?? 0),
        promisedAt: row?.promisedAt === undefined ? null : Date.parse(row.promisedAt),
      };
    }),
    seller.deliveryTimeMinutes ?? 0,
    clock.now(),
  );
  const zones = [...new Set(ids.map((id) => rows.get(id)?.fulfilment.zone?.name ?? w.noZone))];
  const batchOf = (id: string) => {
    const batch = batches.find(({ orderIds }) => orderIds.includes(id));
    return batch ? shortNumber(batch.batchNumber) : null;
  };
  const create = async () => {
    const body = { sellerId: seller.id, orderIds: [...ids], ...(driverId !== "" && { driverId }) };
    const idempotencyKey = keyFor(body);
    const answer = await save(() =>
      session.client.ask("post", "/api/delivery/batches", { body, idempotencyKey }),
    );
    void readAgain(queries, seller.id);
    if (answer === null) return;
    const { batch } = answer;
    putBatch(queries, batch);
    onIds([]);
    const text = w.draft.created(shortNumber(batch.batchNumber), batch.orderCount);
    toast({ kind: "status", text });
  };
  const move = (id: string, place: number) => {
    const next = placed(ids, id, place);
    if (next.join() === ids.join()) return;
    onIds(next);
    say(w.said.moved(tailOf(id), next.indexOf(id) + 1, next.length));
  };
  const driver = drivers.find(({ id }) => id === driverId);
  return (
    <article className="slip hung batch batch-draft" aria-labelledby="draft" {...drop.props}>
      <header className="batch-head">
        <div className="batch-name">
          <h3 id="draft" ref={heading} tabIndex={-1}>
            {w.draft.title}
          </h3>
          <span className="tag tag-spruce">
            <Icon name="edit" />
            {w.draft.tag}
          </span>
        </div>
        <p>{zones.join(", ")}</p>
        {zones.length > 1 && (
          <p className="is-soon strong small" role="status">
            {w.draft.zones(zones.join(", "))}
          </p>
        )}
      </header>
      <ol className="stops" aria-label={w.stopsOfDraft}>
        {ids.map((id, place) => {
          const stop = stops.get(id);
          if (stop === undefined) return null;
          const lateness = late.get(id);
          const taken = batchOf(id);
          return (
            <StopItem
              key={id}
              stop={stop}
              row={rows.get(id)}
              place={place}
              count={ids.length}
              state="todo"
              of={DRAFT}
              onPlace={(to) => move(id, to)}
              onDrop={(dragged) => onDrop(dragged, place)}
              entries={[
                {
                  key: "out",
                  label: w.move.out,
                  icon: "cross",
                  run: () => onIds(ids.filter((one) => one !== id)),
                },
              ]}
            >
              {lateness && (
                <span className="small is-soon strong">
                  {lateness.waitsFor === null
                    ? w.draft.late(lateness.minutes)
                    : w.draft.waits(lateness.minutes, tailOf(lateness.waitsFor))}
                </span>
              )}
              {!waiting.has(id) && (
                <span className="small is-bad strong">
                  {taken === null ? w.draft.gone : w.draft.taken(taken)}
                </span>
              )}
            </StopItem>
          );
        })}
      </ol>
      <div className={drop.over ? "drop drop-over" : "drop"}>
        <Icon name="plus" size={16} />
        {w.draft.drop}
      </div>
      <form
        className="batch-foot"
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
        <DriverSelect
          drivers={drivers}
          batches={batches}
          value={driverId}
          onChange={setDriver}
          none={w.draft.later}
          problem={problem?.at("/driverId")}
        />
        {problem !== null && (
          <Conflict
            problem={problem}
            batches={batches}
            onLeaveOut={(refused) => {
              clear();
              onIds(ids.filter((id) => !refused.includes(id)));
            }}
          />
        )}
        <p className="button-row">
          <button className="button button-primary" type="submit" aria-busy={busy} aria-disabled={busy}>
            {driver === undefined ? w.draft.create : w.draft.createFor(driver.name)}
          </button>
          <button className="button" type="button" aria-disabled={busy} onClick={() => !busy && onIds([])}>
            {w.draft.discard}
          </button>
        </p>
      </form>
    </article>
  );
}

/** Why it was refused; orders in other batches are named with their batch. */
function Conflict({
  problem,
  batches,
  onLeaveOut,
}: {
  problem: Problem;
  batches: readonly Batch[];
  onLeaveOut: (ids: readonly string[]) => void;
}) {
  const refused = problem.more.orderIds ?? [];
  const numberOf = (id: string, at: number) => {
    const batchId = problem.more.batchIds?.[at];
    const batch = batches.find((one) => one.id === batchId || one.orderIds.includes(id));
    return w.draft.refusedOne(tailOf(id), batch ? shortNumber(batch.batchNumber) : null);
  };
  if (refused.length === 0) return <Refused problem={problem} />;
  return (
    <div className="notice notice-brick draft-refused" role="alert">
      <Icon name="warning" className="is-bad" />
      <span>
        {w.draft.refused(refused.map(numberOf).join(", "))} {problem.message}
      </span>
      <button className="button" type="button" onClick={() => onLeaveOut(refused)}>
        {w.draft.leaveOut}
      </button>
    </div>
  );
}

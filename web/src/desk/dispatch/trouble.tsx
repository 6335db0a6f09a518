/** Drivers' problem reports, above everything else: a driver waits for each decision. */
import { deskTime } from "~/lib/time";
import { Icon } from "~/ui/icon";
import { w } from "~/words/dispatch";
import { ActionMenu } from "../actions";
import { useDesk } from "../desk-context";
import { useRow } from "../open-orders/queries";
import { type Batch, isOver, type Stop } from "./batches";
import { tailOf } from "./places";
import { addressLine } from "./stop-item";
import type { Moves } from "./use-moves";

interface Reported {
  batch: Batch;
  stop: Stop;
  problem: NonNullable<Stop["deliveryProblem"]>;
}

export function Troubles({ batches, moves }: { batches: readonly Batch[]; moves: Moves }) {
  const reported = batches.flatMap((batch) =>
    (batch.orders ?? []).flatMap((stop): Reported[] =>
      stop.deliveryProblem && !isOver(stop) ? [{ batch, stop, problem: stop.deliveryProblem }] : [],
    ),
  );
  return (
    // Always rendered, because screen readers do not announce a region that appears with its text.
    <section className="troubles" aria-label={w.trouble.label} role="alert">
      {reported
        .sort((a, b) => a.problem.at.localeCompare(b.problem.at))
        .map((one) => (
          <Trouble key={one.stop.id} {...one} moves={moves} />
        ))}
    </section>
  );
}

function Trouble({ batch, stop, problem, moves }: Reported & { moves: Moves }) {
  const { zone } = useDesk();
  const row = useRow(stop.id);
  const number = tailOf(stop.orderNumber);
  const ids = moves.sequence(batch);
  return (
    <div className="notice notice-brick trouble" data-trouble={stop.id}>
      <Icon name="flag" className="is-bad" />
      <div>
        <b>
          <span className="mono">{number}</span> {w.trouble.kind[problem.kind]}
        </b>{" "}
        {w.trouble.where(batch.driver?.name ?? w.nobody, addressLine(stop), deskTime(problem.at, zone))}{" "}
        {problem.notes && w.trouble.quoted(problem.notes)}
      </div>
      <span className="button-row">
        {stop.customer && (
          <a className="button" href={`tel:${stop.customer.phone}`}>
            <Icon name="call" />
            {w.callName(stop.customer.name)}
          </a>
        )}
        {ids.at(-1) !== stop.id && (
          <button className="button" type="button" onClick={() => moves.toPlace(batch, stop.id, ids.length)}>
            {w.trouble.last}
          </button>
        )}
        {row && <ActionMenu row={row} />}
      </span>
    </div>
  );
}

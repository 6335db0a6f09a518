/** One stop: address, customer, amount to collect, and its two outcomes. */
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { money } from "~/lib/money";
import { clock, deskTime, minutesSince, minutesUntil } from "~/lib/time";
import { useSeconds } from "~/lib/use-seconds";
import { Icon } from "~/ui/icon";
import { w } from "~/words/drive";
import { HoldButton } from "./hold";
import { geoLink, townOf, webMapLink } from "./map-links";
import { ProblemDialog } from "./problem-dialog";
import { RefusedStep } from "./refused-step";
import { type Batch, isOver, type Order, type Step } from "./steps";
import { isDone, nextOf, type StopNow } from "./stops";
import { useDrive, useDriveNow } from "./use-drive";

export function StopPage({ batch, here, stops }: { batch: Batch; here: StopNow; stops: readonly StopNow[] }) {
  const drive = useDrive();
  const { tour } = useDriveNow();
  const [reporting, setReporting] = useState<Step | "new" | null>(null);
  const { stop, refused } = here;
  const order = tour?.orders[stop.id];
  const number = stop.orderNumber.slice(-4);
  const amount = order && order.payment.amountDue > 0 ? money(order.payment.amountDue, order.currency) : null;
  const then = nextOf(stops.filter((one) => one.stop.id !== stop.id));
  const done = isDone(here) || isOver(stop);
  return (
    <>
      <div className="drive-scroll">
        <article className="slip hung stop-slip" aria-labelledby="stop">
          <header>
            <span className="number">{number}</span>
            {!done && <By order={order} />}
          </header>
          <h2 id="stop" tabIndex={-1}>
            {stop.deliveryAddress?.line1 ?? w.noAddress}
          </h2>
          {stop.deliveryAddress && (
            <p className="stop-place">
              {stop.deliveryAddress.line2}
              {stop.deliveryAddress.line2 && <br />}
              <span className="quiet">{townOf(stop.deliveryAddress)}</span>
            </p>
          )}
          {done && (
            <p className="stop-done-line">
              <Icon name={here.state === "kept" ? "clock" : "check"} />
              {here.state === "kept"
                ? w.deliveredKept
                : stop.status === "DELIVERED"
                  ? w.isDelivered
                  : w.isOver}
            </p>
          )}
          <Ways stop={stop} />
          {stop.notes && (
            <p className="stop-note">
              <Icon name="note" />
              <span>{stop.notes}</span>
            </p>
          )}
          {amount !== null && !done && (
            <dl className="stop-cash">
              <dt>
                <Icon name="cash" />
                {w.collect}
              </dt>
              <dd className="mono">{amount}</dd>
            </dl>
          )}
          {order ? <Bag order={order} /> : <p className="stop-bag quiet">{w.noDetails}</p>}
          <Reported here={here} />
        </article>
        {refused && (
          <RefusedStep
            step={refused}
            {...(refused.kind === "problem" && { onChange: (step: Step) => setReporting(step) })}
          />
        )}
        {then && (
          <p className="stop-then">
            {w.afterwards} <b>{then.stop.deliveryAddress?.line1 ?? then.stop.orderNumber.slice(-4)}</b>
            <ThenBy order={tour?.orders[then.stop.id]} />
          </p>
        )}
      </div>
      <footer className="drive-foot">
        {done ? (
          <Link className="button button-primary button-large" to="/desk/drive" search={{ batch: batch.id }}>
            {w.nextStop}
            <Icon name="next" />
          </Link>
        ) : (
          <>
            <HoldButton
              key={stop.id}
              label={w.delivered(amount)}
              again={w.deliveredAgain(amount)}
              onDone={() =>
                void drive.make(batch.id, {
                  kind: "delivered",
                  orderId: stop.id,
                  notes: amount === null ? null : w.collected(amount),
                })
              }
            />
            <button className="button drive-problem" type="button" onClick={() => setReporting("new")}>
              <Icon name="flag" />
              {w.problem}
            </button>
          </>
        )}
      </footer>
      {reporting !== null && (
        <ProblemDialog
          number={number}
          before={reporting !== "new" && reporting.kind === "problem" ? reporting : null}
          onReport={(problem, notes) =>
            void drive.make(batch.id, { kind: "problem", orderId: stop.id, problem, notes })
          }
          onClose={() => setReporting(null)}
        />
      )}
    </>
  );
}

/** The promised time. */
function By({ order }: { order: Order | undefined }) {
  const { tour } = useDriveNow();
  useSeconds(clock.now);
  if (order?.promisedAt === undefined) return null;
  const time = deskTime(order.promisedAt, tour?.seller.timezone ?? "UTC");
  const left = minutesUntil(order.promisedAt);
  const look = left > 5 ? "due" : left >= 0 ? "due due-soon" : "due due-late";
  return (
    <span className={look}>
      <Icon name={left >= 0 ? "clock" : "late"} />
      {left >= 0 ? w.by(time, left) : w.late(time, minutesSince(order.promisedAt))}
    </span>
  );
}

function ThenBy({ order }: { order: Order | undefined }) {
  const { tour } = useDriveNow();
  if (order?.promisedAt === undefined) return null;
  return w.thenBy(deskTime(order.promisedAt, tour?.seller.timezone ?? "UTC"));
}

/** The map, and the buyer's phone. */
function Ways({ stop }: { stop: StopNow["stop"] }) {
  const { deliveryAddress: to, customer } = stop;
  return (
    <>
      <p className="stop-do">
        {to && (
          <a className="button button-large" href={geoLink(to)}>
            <Icon name="pin" />
            {w.map}
          </a>
        )}
        {customer && (
          <a className="button button-large" href={`tel:${customer.phone}`}>
            <Icon name="call" />
            <span>{w.call(customer.name)}</span>
          </a>
        )}
      </p>
      {to && (
        <a className="stop-web" href={webMapLink(to)} target="_blank" rel="noopener noreferrer">
          {w.mapIn}
        </a>
      )}
    </>
  );
}

function Bag({ order }: { order: Order }) {
  const count = order.items.reduce((sum, { quantity }) => sum + quantity, 0);
  const lines = order.items.map(({ quantity, name, addons }) =>
    [
      w.line(quantity, name),
      ...addons.map((addon) => `+ ${addon.quantity > 1 ? w.line(addon.quantity, addon.name) : addon.name}`),
    ].join(" "),
  );
  return (
    <p className="stop-bag">
      <b>{w.bag(count, order.orderNumber.slice(-4))}</b> <span className="quiet">{lines.join(", ")}</span>
    </p>
  );
}

/** The driver's problem report, until dispatch has decided. */
function Reported({ here: { stop, state } }: { here: StopNow }) {
  const { tour } = useDriveNow();
  const problem = stop.deliveryProblem;
  if (!problem || state !== "problem") return null;
  return (
    <p className="stop-note stop-reported">
      <Icon name="flag" />
      <span>
        <b>{w.reported(w.kinds[problem.kind], deskTime(problem.at, tour?.seller.timezone ?? "UTC"))}</b>{" "}
        {problem.notes && <q>{problem.notes}</q>} {w.reportedHint}
      </span>
    </p>
  );
}

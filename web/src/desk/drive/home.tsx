/** The batches of the day, the current one first. */
import { Link } from "@tanstack/react-router";
import { Icon } from "~/ui/icon";
import { w } from "~/words/drive";
import { Blank, LoadingRows, ReadFailed } from "../states";
import type { Batch } from "./steps";
import { isDone, stopsOf } from "./stops";
import { useDrive, useDriveNow } from "./use-drive";

export function Home() {
  const drive = useDrive();
  const { tour, batches, error, silentSince } = useDriveNow();
  if (tour === null) {
    if (error === null && silentSince === null) return <LoadingRows />;
    return (
      <ReadFailed error={error ?? new Error(w.failed)} title={w.failed} again={() => void drive.work()} />
    );
  }
  // A tour that was completed here is over, whether or not the server has received it.
  const living = batches.filter(({ status }) => status !== "COMPLETED");
  const done = [...batches.filter(({ status }) => status === "COMPLETED"), ...tour.completed];
  return (
    <div className="drive-scroll">
      {living.length === 0 ? (
        <Blank icon="moving" title={w.nothing}>
          <p>{w.nothingHint}</p>
          <button className="button" type="button" onClick={() => void drive.work()}>
            <Icon name="reload" />
            {w.look}
          </button>
        </Blank>
      ) : (
        <ul className="drive-batches">
          {living
            .toSorted((a, b) => Number(onTour(b)) - Number(onTour(a)))
            .map((batch) => (
              <li key={batch.id}>
                <BatchLink batch={batch} />
              </li>
            ))}
        </ul>
      )}
      {done.length > 0 && (
        <section aria-labelledby="completed">
          <h2 id="completed" className="drive-done-title">
            {w.completed}
          </h2>
          <ul className="drive-done">
            {done.map((batch) => (
              <li key={batch.id}>
                <Icon name="done" className="is-good" />
                <span>
                  {w.batchName(numberOf(batch))}, <span className="quiet">{w.stops(batch.orderCount)}</span>
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

export const numberOf = ({ batchNumber }: Batch): string => batchNumber.split("-").at(-1) ?? batchNumber;

const onTour = ({ status }: Batch): boolean => status === "PICKED_UP" || status === "IN_PROGRESS";

function BatchLink({ batch }: { batch: Batch }) {
  const { steps } = useDriveNow();
  const stops = stopsOf(batch, steps);
  const left = stops.filter((stop) => !isDone(stop)).length;
  const going = onTour(batch);
  return (
    <Link className="slip drive-batch" to="/desk/drive" search={{ batch: batch.id }}>
      <span className="drive-batch-top">
        <span className="number">
          <span className="out-of-sight">{w.batch} </span>
          {numberOf(batch)}
        </span>
        <span className={going ? "tag tag-sky" : "tag tag-spruce"}>
          <Icon name={going ? "moving" : "ready"} />
          {going ? w.state.onTour : w.state.toPickUp}
        </span>
      </span>
      <b>{batch.zone?.name ?? batch.zone?.id}</b>
      <span className="quiet">{going ? w.left(left, stops.length) : w.stops(stops.length)}</span>
    </Link>
  );
}

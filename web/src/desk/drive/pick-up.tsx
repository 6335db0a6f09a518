/** Before the tour: ready orders, missing ones, and picking up. */
import { Icon } from "~/ui/icon";
import { w } from "~/words/drive";
import { HoldButton } from "./hold";
import { RefusedStep } from "./refused-step";
import { type Batch, isOver, type Step } from "./steps";
import type { StopNow } from "./stops";
import { useDrive } from "./use-drive";

export function PickUp(props: { batch: Batch; stops: readonly StopNow[]; refused: readonly Step[] }) {
  const { batch, refused } = props;
  const drive = useDrive();
  const stops = props.stops.filter(({ stop }) => !isOver(stop));
  const named = new Set(refused.flatMap((step) => step.refused?.orderIds ?? []));
  const ready = stops.filter(({ stop }) => stop.status === "READY" && !named.has(stop.id));
  const missing = stops.length - ready.length;
  const pickUp = (partial: boolean) => void drive.make(batch.id, { kind: "pickup", partial });
  return (
    <>
      <div className="drive-scroll">
        {refused.map((step) => (
          <RefusedStep key={step.id} step={step} />
        ))}
        <h2>
          {missing === 0 ? w.pickUp.all : ready.length === 0 ? w.pickUp.none : w.pickUp.notReady(missing)}
        </h2>
        <ol className="drive-list">
          {stops.map(({ stop }) => {
            const isReady = stop.status === "READY" && !named.has(stop.id);
            return (
              <li key={stop.id}>
                <div>
                  <b className="mono">{stop.orderNumber.slice(-4)}</b>
                  <span>{stop.deliveryAddress?.line1 ?? w.noAddress}</span>
                  <span className="quiet small">{stop.customer?.name}</span>
                </div>
                <span className={isReady ? "status is-good" : "status is-soon"}>
                  <Icon name={isReady ? "ready" : "working"} />
                  {isReady ? w.pickUp.ready : w.pickUp.working}
                </span>
              </li>
            );
          })}
        </ol>
      </div>
      {ready.length > 0 && (
        <footer className="drive-foot">
          {missing === 0 ? (
            <HoldButton
              label={w.pickUp.do(ready.length)}
              again={w.pickUp.again(ready.length)}
              onDone={() => pickUp(false)}
            />
          ) : (
            <HoldButton
              key="part"
              label={w.pickUp.part(ready.length)}
              again={w.pickUp.partAgain(ready.length)}
              onDone={() => pickUp(true)}
            />
          )}
        </footer>
      )}
    </>
  );
}

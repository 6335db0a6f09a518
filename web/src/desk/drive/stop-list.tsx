/** All stops of a tour: links to them, and changes of their sequence. */
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Icon } from "~/ui/icon";
import { w } from "~/words/drive";
import type { Batch } from "./steps";
import { isDone, type StopNow } from "./stops";
import { useDrive } from "./use-drive";

export function StopList({ batch, stops }: { batch: Batch; stops: readonly StopNow[] }) {
  const drive = useDrive();
  const [said, setSaid] = useState("");
  const move = (from: number, to: number) => {
    const ids = stops.map(({ stop }) => stop.id);
    const [id] = ids.splice(from, 1);
    if (id === undefined) return;
    ids.splice(to, 0, id);
    setSaid(w.moved(id.slice(-4), to + 1));
    void drive.make(batch.id, { kind: "sequence", orderIds: ids });
  };
  return (
    <>
      <div className="drive-scroll">
        <h2>{w.listTitle}</h2>
        <p className="out-of-sight" role="status">
          {said}
        </p>
        <ol className="drive-list">
          {stops.map((here) => {
            const { stop, place, state } = here;
            const number = stop.orderNumber.slice(-4);
            return (
              <li key={stop.id}>
                <Link to="/desk/drive" search={{ batch: batch.id, stop: stop.id }}>
                  <b className="mono">{number}</b>
                  <span>{stop.deliveryAddress?.line1 ?? w.noAddress}</span>
                  <span className="quiet small">
                    {[stop.customer?.name, w.railState[state]].filter(Boolean).join(", ")}
                  </span>
                </Link>
                {!isDone(here) && (
                  <span className="drive-list-moves">
                    <button
                      className="button button-quiet button-icon"
                      type="button"
                      aria-label={w.up(number)}
                      aria-disabled={place === 0}
                      onClick={() => place > 0 && move(place, place - 1)}
                    >
                      <Icon name="up" />
                    </button>
                    <button
                      className="button button-quiet button-icon"
                      type="button"
                      aria-label={w.down(number)}
                      aria-disabled={place === stops.length - 1}
                      onClick={() => place < stops.length - 1 && move(place, place + 1)}
                    >
                      <Icon name="down" />
                    </button>
                  </span>
                )}
              </li>
            );
          })}
        </ol>
      </div>
      <footer className="drive-foot">
        <Link className="button button-large" to="/desk/drive" search={{ batch: batch.id }}>
          {w.backToStop}
        </Link>
      </footer>
    </>
  );
}

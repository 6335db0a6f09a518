/** The tour as a bar with its stops on it: the driver's position, the finished stops, and a link to each stop. */
import { Link } from "@tanstack/react-router";
import { Icon, type IconName } from "~/ui/icon";
import { w } from "~/words/drive";
import type { StopNow, StopState } from "./stops";

const MARK: Record<StopState, IconName | null> = {
  done: "check",
  over: "cancelled",
  kept: "clock",
  refused: "warning",
  problem: "flag",
  todo: null,
};

export function Rail(props: { batchId: string; stops: readonly StopNow[]; hereId: string | undefined }) {
  const { batchId, stops, hereId } = props;
  return (
    <nav aria-label={w.rail}>
      <ol className="drive-rail">
        {stops.map(({ stop, place, state }) => {
          const icon = MARK[state];
          return (
            <li key={stop.id}>
              <Link
                to="/desk/drive"
                search={{ batch: batchId, stop: stop.id }}
                className={`rail-${state}`}
                aria-current={stop.id === hereId ? "step" : undefined}
              >
                <span className="out-of-sight">
                  {w.railStop(place + 1, stop.orderNumber.slice(-4))}, {w.railState[state]}
                </span>
                <span className="stop-circle" aria-hidden="true">
                  {icon === null ? place + 1 : <Icon name={icon} />}
                </span>
              </Link>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

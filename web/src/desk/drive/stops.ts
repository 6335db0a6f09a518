/** A stop of the tour for the driver, from the server's state and the unsent steps. */
import { type Batch, isOver, orderOf, type Step, type Stop } from "./steps";

export type StopState = "done" | "over" | "kept" | "refused" | "problem" | "todo";

export interface StopNow {
  stop: Stop;
  /** From 0. */
  place: number;
  state: StopState;
  /** The step that the server refused. */
  refused: Step | null;
}

/** The stops of a batch that already includes its steps. */
export function stopsOf(batch: Batch, steps: readonly Step[]): readonly StopNow[] {
  return (batch.orders ?? []).map((stop, place) => {
    const mine = steps.filter((step) => orderOf(step) === stop.id);
    const refused = mine.find((step) => step.refused) ?? null;
    const waits = mine.some((step) => step.kind === "delivered" && !step.refused);
    return { stop, place, refused, state: stateOf(stop, refused !== null, waits) };
  });
}

function stateOf(stop: Stop, refused: boolean, waits: boolean): StopState {
  if (refused) return "refused";
  if (waits) return "kept";
  if (stop.status === "DELIVERED") return "done";
  if (isOver(stop)) return "over";
  return stop.deliveryProblem ? "problem" : "todo";
}

/** Whether the stop is finished. */
export const isDone = ({ state }: StopNow): boolean =>
  state === "done" || state === "over" || state === "kept";

/** The next stop: the first one without a problem, else the first one that is left. */
export const nextOf = (stops: readonly StopNow[]): StopNow | null =>
  stops.find(({ state }) => state === "todo" || state === "refused") ??
  stops.find((stop) => !isDone(stop)) ??
  null;

/** The phases of the seller's board, in the order of its lifecycle. */
import { useMemo } from "react";
import { useStore } from "~/lib/store";
import { useDesk } from "../desk-context";
import { useLifecycle } from "./queries";
import { book } from "./row-book";
import { isClosed, OPEN_PHASES, type Phase } from "./types";

type OpenPhase = (typeof OPEN_PHASES)[number];

/** The phases until the lifecycle is read, and when it cannot be read. */
const USUAL: readonly OpenPhase[] = ["open", "working", "ready", "in_transit"];

interface Rules {
  statuses: readonly { name: string; phase: Phase }[];
  moves: readonly { from: string; automatic: boolean }[];
}

/** The phases in which orders rest: an automatic transition leaves no column, unless an order is stuck there. */
export function phasesOf(lifecycle: Rules | undefined, present: ReadonlySet<Phase>): OpenPhase[] {
  const passed = new Set<string>(lifecycle?.moves.filter((move) => move.automatic).map((move) => move.from));
  const resting = new Set<Phase>(
    lifecycle === undefined
      ? USUAL
      : lifecycle.statuses.filter(({ name }) => !passed.has(name)).map(({ phase }) => phase),
  );
  return OPEN_PHASES.filter((phase) => phase !== "unverified" && (resting.has(phase) || present.has(phase)));
}

export function usePhases(): { phases: OpenPhase[]; lifecycle: string } {
  const { seller } = useDesk();
  const lifecycle = useLifecycle();
  const { byId } = useStore(book.state);
  const present = useMemo(() => {
    const found = new Set<Phase>();
    for (const { phase } of byId.values()) if (!isClosed(phase)) found.add(phase);
    return [...found].sort().join();
  }, [byId]);
  // Keyed by its text, so that the array is identical as long as the phases are.
  const phases = useMemo(
    () => phasesOf(lifecycle, new Set(present.split(",") as Phase[])),
    [lifecycle, present],
  );
  return { phases, lifecycle: seller.lifecycle };
}

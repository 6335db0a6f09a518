/** Targets while they are edited: minutes by status and priority. Targets equal to the lifecycle's are not sent. */
import type { components } from "~/api/schema";
import { same } from "~/form/use-draft";
import { textOf, wholeOf } from "../form/numbers";
import { type Lifecycle, PRIORITIES, type Priority } from "../open-orders/types";

type Targets = components["schemas"]["Targets"];
type ToSet = components["schemas"]["TargetsToSet"];

export type Minutes = Readonly<Record<Priority, string>>;

export interface TargetRow {
  status: string;
  minutes: Minutes;
}

const minutesOf = (targets: Targets | undefined): Minutes => ({
  urgent: textOf(targets?.urgent),
  high: textOf(targets?.high),
  normal: textOf(targets?.normal),
  low: textOf(targets?.low),
});

/** The statuses in which a confirmed order waits for somebody. */
function waiting({ statuses, moves }: Lifecycle): string[] {
  const passed = new Set<string>(moves.filter((move) => move.automatic).map((move) => move.from));
  const ends = new Set<string>(["unverified", "done", "cancelled", "rejected", "failed"]);
  return statuses.filter(({ name, phase }) => !ends.has(phase) && !passed.has(name)).map(({ name }) => name);
}

/** The seller's own targets, else those of the lifecycle. */
export const rowsOf = (lifecycle: Lifecycle, own: readonly Targets[] | null): TargetRow[] =>
  waiting(lifecycle).map((status) => {
    const targets = own?.find((row) => row.status === status) ?? usual(lifecycle, status);
    return { status, minutes: minutesOf(targets) };
  });

const usual = ({ targets }: Lifecycle, status: string) => targets.find((row) => row.status === status);

/** The rows that differ from the lifecycle's, in the order of the request, to which error pointers refer. */
export const ownRows = (lifecycle: Lifecycle, rows: readonly TargetRow[]): TargetRow[] =>
  rows.filter(({ status, minutes }) => !same(minutes, minutesOf(usual(lifecycle, status))));

export const toSet = (rows: readonly TargetRow[]): ToSet[] =>
  rows.map(({ status, minutes }) => ({
    status: status as ToSet["status"],
    ...Object.fromEntries(PRIORITIES.map((priority) => [priority, wholeOf(minutes[priority]) ?? null])),
  }));

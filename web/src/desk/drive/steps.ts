/**
 * The steps of a tour: each has the time at which it was made, and waits here until the server has it. The page shows the
 * server's last state with the steps that the server does not have yet.
 */
import type { components } from "~/api/schema";

export type Batch = components["schemas"]["Batch"];
export type Stop = components["schemas"]["StopView"];
export type Order = components["schemas"]["Order"];
export type ProblemKind = NonNullable<Stop["deliveryProblem"]>["kind"];

/** Why the server refused a step. */
export interface Refusal {
  sentence: string;
  code: string;
  /** The orders in the refusal, if it names some. */
  orderIds: readonly string[];
}

export type What =
  | { kind: "pickup"; partial: boolean }
  | { kind: "delivered"; orderId: string; notes: string | null }
  | { kind: "problem"; orderId: string; problem: ProblemKind; notes: string }
  | { kind: "sequence"; orderIds: readonly string[] }
  | { kind: "complete" };

export type Step = What & {
  /** Equal for each attempt to send it. */
  id: string;
  batchId: string;
  /** When it was made, by the server's clock. */
  at: string;
  refused?: Refusal;
};

export const orderOf = (step: Step): string | null =>
  step.kind === "delivered" || step.kind === "problem" ? step.orderId : null;

/** Those that are still to be sent. */
export const waitingOf = (steps: readonly Step[]): readonly Step[] => steps.filter(({ refused }) => !refused);

/**
 * The step that is sent next. A refused step holds back those that depend on it: no step of a batch is sent whose pickup
 * was refused, and no batch is completed while the driver has to settle a refused step.
 */
export function nextToSend(steps: readonly Step[]): Step | null {
  const refused = steps.filter((step) => step.refused);
  const held = ({ batchId, kind }: Step) =>
    refused.some((one) => one.batchId === batchId && (one.kind === "pickup" || kind === "complete"));
  return steps.find((step) => !step.refused && !held(step)) ?? null;
}

/** Adds a step. Of unsent sequences only the last one counts. */
export function withStep(steps: readonly Step[], step: Step): readonly Step[] {
  const replaced = (one: Step) => {
    if (one.batchId !== step.batchId) return false;
    if (step.kind === "sequence") return one.kind === "sequence";
    if (step.kind === "pickup" || step.kind === "complete") return one.kind === step.kind && one.refused;
    return one.refused !== undefined && orderOf(one) === orderOf(step);
  };
  return [...steps.filter((one) => !replaced(one)), step];
}

/** An order that is delivered or stopped. */
export const isOver = ({ status }: Stop): boolean =>
  status === "DELIVERED" || status === "CANCELLED" || status === "FAILED" || status === "REJECTED";

/** The batches after these steps. */
export function applied(batches: readonly Batch[], steps: readonly Step[]): readonly Batch[] {
  return waitingOf(steps).reduce(
    (all, step) => all.map((batch) => (batch.id === step.batchId ? after(batch, step) : batch)),
    batches,
  );
}

function after(batch: Batch, step: Step): Batch {
  const stops = batch.orders ?? [];
  switch (step.kind) {
    case "pickup": {
      // Orders that are not ready are left out, if the driver agreed to that.
      const taken = step.partial ? stops.filter((stop) => stop.status === "READY" || isOver(stop)) : stops;
      const orders = taken.map((stop) =>
        isOver(stop) ? stop : { ...stop, status: "OUT_FOR_DELIVERY" as const },
      );
      return { ...batch, status: "PICKED_UP", orders, orderIds: orders.map(({ id }) => id) };
    }
    case "delivered":
      return {
        ...batch,
        status: batch.status === "PICKED_UP" ? "IN_PROGRESS" : batch.status,
        orders: stops.map((stop) =>
          stop.id === step.orderId ? { ...stop, status: "DELIVERED", deliveryProblem: null } : stop,
        ),
      };
    case "problem": {
      const { problem: kind, notes, at } = step;
      const deliveryProblem = { kind, notes: notes === "" ? null : notes, at };
      return {
        ...batch,
        orders: stops.map((stop) => (stop.id === step.orderId ? { ...stop, deliveryProblem } : stop)),
      };
    }
    case "sequence": {
      const place = (id: string) => {
        const at = step.orderIds.indexOf(id);
        return at < 0 ? stops.length : at;
      };
      const orders = stops.toSorted((a, b) => place(a.id) - place(b.id));
      return { ...batch, orders, orderIds: orders.map(({ id }) => id) };
    }
    case "complete":
      return { ...batch, status: "COMPLETED" };
  }
}

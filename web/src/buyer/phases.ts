/** The meaning of phases to a buyer. No React. */
import type { Order } from "./order";

type Phase = Order["phase"];

const STOPPED: readonly Phase[] = ["cancelled", "rejected", "failed"];

export const isStopped = (phase: Phase) => STOPPED.includes(phase);

/** Whether the order is over. */
export const isFinal = (phase: Phase) => phase === "done" || isStopped(phase);

/** The sending of a dialog about orders: what was typed stays until it is done. */

import { type Saving, useSaving } from "~/form/use-saving";
import { useDesk } from "../../desk-context";
import type { Order } from "../../open-orders/types";
import { type Change, make } from "../change";
import { useLook } from "../use-act";

export interface Sending extends Pick<Saving, "busy" | "problem" | "keyFor"> {
  send: (change: Change) => Promise<Sent | null>;
}

export interface Sent {
  order: Order;
  splitOrder?: Order;
}

/** Closes the dialog when it is done, and when somebody was faster, which has been said then. */
export function useSending(onClose: () => void): Sending {
  const desk = useDesk();
  const look = useLook();
  const { busy, problem, keyFor, save } = useSaving();
  return {
    busy,
    problem,
    keyFor,
    send: (change) =>
      save(async () => {
        const outcome = await make(desk, change, look);
        if (outcome.kind === "refused") throw outcome.problem;
        if (outcome.kind !== "busy") onClose();
        return outcome.kind === "done" ? outcome.changed : null;
      }),
  };
}

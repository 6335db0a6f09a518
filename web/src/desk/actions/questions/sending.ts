/** Sends a dialog's change of orders: the entered values are kept until it succeeds. */

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

/** Closes the dialog after a success, and after a concurrent change, about which a message was shown. */
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

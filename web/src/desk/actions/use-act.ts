/** The behaviour of an order's button: open a dialog, send in five seconds, or send now. */
import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { store } from "~/lib/store";
import { w } from "~/words/actions";
import { type Desk, useDesk } from "../desk-context";
import { parts } from "../open-orders/facts";
import { statusLabel } from "../open-orders/labels";
import { putBack } from "../open-orders/queries";
import type { OrderRow } from "../open-orders/types";
import { toast } from "../shell/toast";
import { type Change, make } from "./change";
import { sendSoon } from "./pending";
import type { OrderAction } from "./types";

/** The present question: about one order, or about many. */
export interface Question {
  row: OrderRow;
  action: OrderAction;
}

export const question = store<Question | null>(null);

export function ask(row: OrderRow, action: OrderAction): void {
  question.set({ row, action });
}

/** Opens an order in the drawer. */
export function useLook(): (id: string) => void {
  const navigate = useNavigate();
  return useCallback(
    (id) => void navigate({ to: "/desk/orders", search: (was) => ({ ...was, order: id }) }),
    [navigate],
  );
}

export function useAct(): (row: OrderRow, action: OrderAction) => void {
  const desk = useDesk();
  const look = useLook();
  return useCallback(
    (row, action) => {
      if (action.denied !== undefined) return;
      if (action.asks) ask(row, action);
      else soon(desk, stepOf(row, action), look);
    },
    [desk, look],
  );
}

/** Sends a transition in five seconds. No dialog waits for the response, so a toast reports a refusal. */
function soon(desk: Desk, change: Change, look: (id: string) => void): void {
  const { row, label } = change;
  const send = async () => {
    const outcome = await make(desk, change, look);
    if (outcome.kind !== "refused") return;
    const { problem } = outcome;
    const why = problem.status === 0 ? w.refused.offline : problem.message;
    const text = `${parts(row.orderNumber).tail}: ${why} ${w.refused.notMade(label.replace(/…$/, ""))}`;
    putBack(row.id, why);
    const action = { label: w.refused.again, run: () => void send() };
    toast({ kind: "alert", text, ...(problem.passing && { action }) });
  };
  sendSoon(desk, change, () => void send());
}

/** The request of a transition without a dialog. */
export function stepOf(row: OrderRow, { kindOf, label, status, minutes }: OrderAction): Change {
  const step = { row, status, method: "patch" } as const;
  if (kindOf === "accept") {
    const body = minutes === undefined ? {} : { estimatedPrepTime: minutes };
    return { ...step, label: w.do.accept, path: "/api/orders/{id}/accept", body };
  }
  const wanted = status === undefined ? label : statusLabel(status);
  return { ...step, label: wanted, path: "/api/orders/{id}/status", body: { status } };
}

/** The payment to confirm, requested by the signed-in buyer, and the meaning of each refusal. No React. */
import { Problem } from "~/api/problem";
import type { components } from "~/api/schema";
import { session } from "../session";
import { type Asked, pathAfter, payPath, trackPath } from "./address";

export type Intent = components["schemas"]["PaymentIntent"];

/** The page's content in place of the form. */
export type Notice = "off" | "underWay" | "tooMany" | "notPossible" | "noPayment";

export type Outcome =
  | { kind: "ready"; intent: Intent }
  /** There is nothing to pay here: another page shows the state. */
  | { kind: "go"; path: string }
  | { kind: "notice"; notice: Notice }
  | { kind: "failed"; problem: Problem };

export async function readIntent(asked: Asked): Promise<Outcome> {
  try {
    // A buyer who ordered in this browser has a cookie, so the first request is made with that session.
    await session.renew();
    return { kind: "ready", intent: await ask(asked) };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return outcomeOf(error, asked);
  }
}

function ask({ orderId, groupId }: Asked): Promise<Intent> {
  const { client } = session;
  if (groupId === null)
    return client.ask("post", "/api/orders/{id}/payment-intents", { path: { id: orderId } });
  return client.ask("post", "/api/checkouts/{groupId}/payment-intents", { path: { groupId } });
}

/** The tracking page explains the problem, and asks for a sign-in or the order's code. */
const TRACKING_KNOWS = ["merged", "not_verified"];

export function outcomeOf(problem: Problem, asked: Asked): Outcome {
  const reason = problem.more.reason as string | undefined;
  if (problem.status === 401 || problem.status === 403 || problem.status === 404)
    return { kind: "go", path: trackPath(asked.orderId) };
  if (problem.code === "payments_off") return { kind: "notice", notice: "off" };
  if (problem.code === "payment_not_possible") return { kind: "notice", notice: "notPossible" };
  if (problem.status !== 409 || reason === undefined) return { kind: "failed", problem };
  if (reason === "nothing_due") return { kind: "go", path: pathAfter(asked) };
  if (reason === "paid_separately") return { kind: "go", path: payPath(asked.orderId) };
  if (TRACKING_KNOWS.includes(reason)) return { kind: "go", path: trackPath(asked.orderId) };
  const notice = NOTICES[reason];
  return notice ? { kind: "notice", notice } : { kind: "failed", problem };
}

const NOTICES: Readonly<Record<string, Notice>> = {
  payment_under_way: "underWay",
  too_many_payments: "tooMany",
  status_takes_no_payment: "noPayment",
  pay_time_over: "noPayment",
};

/**
 * What somebody can do after each refusal. A code that openapi.json gets does not compile until somebody has decided;
 * refusals.test.ts compares the rest. The sentence itself is the server's, or the page's own where it knows more.
 */
import type { Problem, ProblemCode } from "./problem";

export type WayOut =
  /** The session is over, or the number is to be proved first. */
  | "signIn"
  /** What is shown is not what is there any more. */
  | "readAgain"
  /** What was entered is refused. */
  | "change"
  /** The same may be sent at once. */
  | "sendAgain"
  /** The same may be sent later; often the server says when. */
  | "wait"
  /** A person at the seller can do it. */
  | "call"
  /** Nothing that can be done on this page. */
  | "none";

/** Nobody at the desk is told to call the desk. */
export type DeskWay = Exclude<WayOut, "call">;

type Ways<W> = Readonly<Record<ProblemCode, W>>;

export const DESK_WAYS: Ways<DeskWay> = {
  already_verified: "readAgain",
  code_rejected: "change",
  conflict: "readAgain",
  forbidden: "none",
  idempotency_in_progress: "wait",
  idempotency_key_reused: "readAgain",
  insufficient_stock: "readAgain",
  internal: "sendAgain",
  invalid_request: "change",
  invalid_signature: "none",
  invalid_status: "readAgain",
  invalid_transition: "readAgain",
  mixed_sellers: "change",
  not_found: "readAgain",
  offline: "sendAgain",
  order_not_cancellable: "readAgain",
  payment_not_possible: "readAgain",
  payment_required: "readAgain",
  payments_off: "none",
  phone_verification_required: "none",
  precondition_failed: "readAgain",
  seller_paused: "wait",
  token_expired: "signIn",
  too_large: "change",
  too_many_requests: "wait",
  unauthenticated: "signIn",
  unavailable: "wait",
  unknown: "sendAgain",
  unknown_product: "readAgain",
  unsupported_media_type: "change",
  verification_expired: "readAgain",
  voucher_rejected: "change",
};

export const deskWay = (problem: Problem): DeskWay => wayOut(DESK_WAYS, problem);

/** The way out of a refusal, also of one whose code is newer than this page. */
export function wayOut<W extends WayOut>(ways: Ways<W>, { code, status, errors }: Problem): W | DeskWay {
  const way = (ways as Readonly<Record<string, W | undefined>>)[code] ?? ofStatus(status);
  // Whoever reads again finds the same; the field at fault is what can be changed.
  return way === "readAgain" && errors.length > 0 && status === 409 ? "change" : way;
}

function ofStatus(status: number): DeskWay {
  if (status === 401) return "signIn";
  if (status === 403) return "none";
  if (status === 404 || status === 409 || status === 412) return "readAgain";
  if (status === 429 || status === 503) return "wait";
  return status >= 400 && status < 500 ? "change" : "sendAgain";
}

/**
 * The way out of each refusal. A new code of openapi.json does not compile until it has one here; refusals.test.ts
 * compares the rest. The sentence itself is the server's, or the page's own where it knows more.
 */
import type { Problem, ProblemCode } from "./problem";
import { type DeskWay, wayOut } from "./way-out";

export const DESK_WAYS: Readonly<Record<ProblemCode, DeskWay>> = {
  already_verified: "readAgain",
  code_rejected: "change",
  conflict: "readAgain",
  forbidden: "none",
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

/**
 * Places an order once. The Idempotency-Key is made for the content of the order and stored until the outcome is known:
 * pressing the button again after a lost answer asks for the outcome of the first request, also after a reload or a change.
 */
import type { Client } from "~/api/client";
import { Problem } from "~/api/problem";
import { clock } from "~/lib/time";
import { type Basket, without } from "../cart/cart";
import { Kept } from "../cart/kept";
import { cart } from "../cart/store";
import type { Order } from "../order";
import type { PlaceRequest } from "./request";
import type { Total } from "./totals";

/** A request that was sent under a key. */
interface Attempt {
  key: string;
  request: PlaceRequest;
  /** The cart at that time. */
  baskets: Basket[];
  /** Whether no answer has revealed its outcome. */
  open: boolean;
}

/** Placed orders that wait for a code. */
export interface Placed {
  orders: Order[];
  phone: string;
  /** When the hold ends. */
  expiresAt: string;
  /** When the newest code was sent, by the server's clock. */
  sentAt: number;
  /** How far the server's clock is ahead of this device's, so that a reloaded page still counts down correctly. */
  ahead: number;
  /** Whether an earlier attempt with other content turned out to have succeeded. */
  earlier: boolean;
  /** The totals that the page had shown. */
  said: Total[];
  /** The sellers' time zones. */
  zones: Record<string, string>;
  /** The ordered part of the cart. */
  baskets: Basket[];
}

export const attempt = new Kept<Attempt | null>("attempt", null);
export const placed = new Kept<Placed | null>("placed", null);

export interface Outcome {
  orders: Order[];
  baskets: Basket[];
  /** Absent when no code is required. */
  expiresAt?: string;
  /** Whether an earlier attempt with other content is the one that was placed. */
  earlier: boolean;
}

/** Places the orders, or finds out the outcome of the earlier attempt. Throws `Problem`. */
export async function place(client: Client, request: PlaceRequest, baskets: Basket[]): Promise<Outcome> {
  const wasOpen = attempt.current()?.open === true;
  const { key, ...sent } = await nextAttempt(request, baskets);
  const earlier = !same(sent.request, request);
  try {
    const answer = await send(client, sent.request, key);
    await attempt.change((now) => now && { ...now, open: false });
    return { ...answer, baskets: sent.baskets, earlier };
  } catch (error) {
    if (!(error instanceof Problem) || isOpen(error)) throw error;
    // Only a response of the function itself proves that nothing was placed under the key. An ended session and a gateway's
    // response prove nothing about the earlier attempt.
    if (wasOpen && (error.status === 401 || error.code === "unknown")) throw error;
    // Refused: nothing was placed under the key, and the next attempt is another order.
    await attempt.change(() => null);
    if (earlier && error.status !== 429) return place(client, request, baskets);
    throw error;
  }
}

/** Whether the order may have been placed in spite of the problem. */
const isOpen = ({ status }: Problem) => status === 0 || status >= 500;

/** The attempt with an unknown outcome, or its repetition, or a new one. */
async function nextAttempt(request: PlaceRequest, baskets: Basket[]): Promise<Attempt> {
  const next = await attempt.change((now) => {
    if (now && (now.open || same(now.request, request))) return { ...now, open: true };
    return { key: crypto.randomUUID(), request, baskets, open: true };
  });
  if (!next) throw new Error("An attempt was just made.");
  return next;
}

/** Nothing waits for a code any more: the ordered part leaves the cart, or all of it remains. */
export async function settle(how: "ordered" | "lapsed", baskets: Basket[] = []): Promise<void> {
  if (how === "ordered") await cart.change((now) => without(now, baskets));
  await attempt.change(() => null);
  await placed.change(() => null);
}

const same = (a: PlaceRequest, b: PlaceRequest) => JSON.stringify(a) === JSON.stringify(b);

async function send(client: Client, request: PlaceRequest, idempotencyKey: string) {
  if (request.path === "/api/orders") {
    const answer = await client.answer("post", request.path, { body: request.body, idempotencyKey });
    return settled([answer.body.order], answer.body.verification, answer.headers);
  }
  const answer = await client.answer("post", request.path, { body: request.body, idempotencyKey });
  return settled(answer.body.checkout.orders, answer.body.verification, answer.headers);
}

function settled(orders: Order[], verification: { required: boolean; expiresAt?: string }, headers: Headers) {
  const placedAt = orders[0]?.placedAt;
  if (placedAt && headers.get("idempotent-replayed") !== "true") clock.set(placedAt);
  const { required, expiresAt } = verification;
  return { orders, ...(required && expiresAt && { expiresAt }) };
}

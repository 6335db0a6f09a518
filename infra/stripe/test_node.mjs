// The official library for Node, unchanged, against the stand-in.

import assert from "node:assert/strict";
import { EventEmitter, on } from "node:events";
import { createServer } from "node:http";
import { test } from "node:test";

import Stripe from "stripe";

const url = new URL(process.env.DOCKET_URL);
const local = `${url.origin}/_local/stripe`;

/** The library accepts a host and a port without a base path, so its HTTP client gets a `fetch` that adds the path. */
function client(key = "sk_test_node", options = {}) {
  const below = (address, init) => fetch(`${local}${new URL(address).pathname}${new URL(address).search}`, init);
  return new Stripe(key, {
    protocol: "http",
    host: url.hostname,
    port: url.port,
    httpClient: Stripe.createFetchHttpClient(below),
    maxNetworkRetries: 0,
    telemetry: false,
    ...options,
  });
}

async function order(path, body) {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${local}/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  assert.equal(answer.status, 200);
  return answer.json();
}

const stripe = client();
const price = { amount: 1250, currency: "eur" };
const paid = (more = {}) =>
  stripe.paymentIntents.create({ ...price, payment_method: "pm_card_visa", confirm: true, ...more });

test("an intent is made, changed, confirmed and read", async () => {
  const intent = await stripe.paymentIntents.create({ ...price, metadata: { order: "ORD-1 ä" } });
  assert.equal(intent.status, "requires_payment_method");
  const changed = await stripe.paymentIntents.update(intent.id, { amount: 990 });
  assert.deepEqual([changed.amount, changed.metadata.order], [990, "ORD-1 ä"]);
  const confirmed = await stripe.paymentIntents.confirm(intent.id, { payment_method: "pm_card_visa" });
  assert.deepEqual([confirmed.status, confirmed.amount_received], ["succeeded", 990]);
  const read = await stripe.paymentIntents.retrieve(intent.id, { expand: ["latest_charge"] });
  assert.equal(read.latest_charge.captured, true);
});

test("a hold is captured in part or canceled", async () => {
  const held = await paid({ capture_method: "manual" });
  const taken = await stripe.paymentIntents.capture(held.id, { amount_to_capture: 1000 });
  assert.deepEqual([taken.status, taken.amount_received], ["succeeded", 1000]);
  const other = await paid({ capture_method: "manual" });
  assert.equal((await stripe.paymentIntents.cancel(other.id)).status, "canceled");
});

test("refunds are made, and listed page by page", async () => {
  const { id } = await paid();
  const made = [];
  for (let count = 0; count < 7; count++) {
    made.unshift((await stripe.refunds.create({ payment_intent: id, amount: 100 })).id);
  }
  const listed = await stripe.refunds.list({ payment_intent: id, limit: 3 }).autoPagingToArray({ limit: 100 });
  assert.deepEqual(
    listed.map((it) => it.id),
    made,
  );
});

test("errors are of the library's classes", async () => {
  const { StripeCardError, StripeInvalidRequestError, StripeAuthenticationError } = Stripe.errors;
  await assert.rejects(paid({ payment_method: "pm_card_chargeDeclined" }), (error) => {
    assert.ok(error instanceof StripeCardError);
    assert.deepEqual([error.code, error.decline_code], ["card_declined", "generic_decline"]);
    return true;
  });
  await assert.rejects(stripe.refunds.retrieve("re_none"), (error) => {
    assert.ok(error instanceof StripeInvalidRequestError);
    assert.deepEqual([error.code, error.statusCode], ["resource_missing", 404]);
    return true;
  });
  await assert.rejects(client("sk_live_node").refunds.list(), StripeAuthenticationError);
  await assert.rejects(stripe.refunds.list({}, { stripeAccount: "node" }), Stripe.errors.StripePermissionError);
  for (const [kind, raised] of [
    ["limited", Stripe.errors.StripeRateLimitError],
    ["error", Stripe.errors.StripeAPIError],
    ["answer_lost", Stripe.errors.StripeConnectionError],
  ]) {
    // Docket reads the object of a webhook at any time, but never lists intents.
    await order("faults", { kind, operation: "list_intents" });
    await assert.rejects(stripe.paymentIntents.list(), raised, kind);
  }
});

test("a key is answered the same, and good for one request", async () => {
  const idempotencyKey = "node-1";
  const first = await stripe.paymentIntents.create(price, { idempotencyKey });
  const again = await stripe.paymentIntents.create(price, { idempotencyKey });
  assert.equal(again.id, first.id);
  assert.equal(again.lastResponse.headers.get("idempotent-replayed"), "true");
  const other = stripe.paymentIntents.create({ ...price, amount: 60 }, { idempotencyKey });
  await assert.rejects(other, Stripe.errors.StripeIdempotencyError);
});

test("a lost answer is asked for again by the library itself", async () => {
  await order("faults", { kind: "answer_lost", operation: "create_intent" });
  const made = await client("sk_test_node", { maxNetworkRetries: 2 }).paymentIntents.create(price);
  assert.equal(made.lastResponse.headers.get("idempotent-replayed"), "true");
});

test("a signature is verified, and a forged one is not", async (context) => {
  const secret = "whsec_node";
  const came = new EventEmitter();
  const events = on(came, "event", { signal: AbortSignal.timeout(30_000) });
  const hook = createServer(async (request, response) => {
    const parts = await request.toArray();
    came.emit("event", Buffer.concat(parts), request.headers["stripe-signature"]);
    response.end();
  });
  await new Promise((resolve) => hook.listen(0, "127.0.0.1", resolve));
  context.after(() => hook.close());
  await order("webhook_endpoint", { url: `http://127.0.0.1:${hook.address().port}/`, secret });
  const intent = await stripe.paymentIntents.create(price);
  const [body, signature, event] = await eventOf(intent, events, secret);
  assert.equal(event.type, "payment_intent.created");
  const { StripeSignatureVerificationError } = Stripe.errors;
  for (const [text, key] of [
    [body, "whsec_other"],
    [`${body} `, secret],
  ]) {
    assert.throws(() => stripe.webhooks.constructEvent(text, signature, key), StripeSignatureVerificationError);
  }
});

/** The first event about `intent`. Events of the other tests may precede it. */
async function eventOf(intent, events, secret) {
  for await (const [body, signature] of events) {
    const event = stripe.webhooks.constructEvent(body, signature, secret);
    if (event.data.object.id === intent.id) return [body, signature, event];
  }
  throw new Error("no event came");
}

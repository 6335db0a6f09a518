import { expect, test } from "vitest";
import { expectedOf } from "./promise";
import type { Order } from "./types";

const at = (time: string) => Date.parse(`2026-11-27T${time}:00Z`);
const order = (over: Partial<Order>) =>
  ({ phase: "working", fulfilment: { method: "pickup" }, ...over }) as Order;
const promised = "2026-11-27T13:07:00Z";

test("an estimate is a range of five minutes to both sides", () => {
  const expected = expectedOf(order({ promisedAt: promised }), at("12:54"));
  expect(expected).toEqual({ from: at("13:02"), to: at("13:12"), passed: false, moved: null });
});

test("it has passed when all of the range has", () => {
  expect(expectedOf(order({ promisedAt: promised }), at("13:12"))?.passed).toBe(false);
  expect(expectedOf(order({ promisedAt: promised }), at("13:13"))?.passed).toBe(true);
});

test("the delay is counted from the first promise, with the newest reason", () => {
  const moves = [
    { at: "2026-11-27T12:31:00Z", from: "2026-11-27T12:57:00Z", to: "2026-11-27T13:00:00Z", reason: "Busy." },
    { at: "2026-11-27T12:40:00Z", from: "2026-11-27T13:00:00Z", to: promised, reason: "Busier." },
  ];
  const moved = expectedOf(order({ promisedAt: promised, promiseMoves: moves }), at("12:54"))?.moved;
  expect([moved?.minutes, moved?.move.reason]).toEqual([10, "Busier."]);
});

test("the first promise is no delay, and later ones are counted from it", () => {
  const first = { at: "2026-11-27T12:10:00Z", to: "2026-11-27T13:00:00Z", reason: "By hand." };
  const moved = (promiseMoves: Order["promiseMoves"], promisedAt: string) =>
    expectedOf(order({ promisedAt, ...(promiseMoves && { promiseMoves }) }), at("12:54"))?.moved;
  expect(moved([first], first.to)).toBeNull();
  const second = { at: "2026-11-27T12:31:00Z", from: first.to, to: promised, reason: "Busy." };
  expect(moved([first, second], promised)?.minutes).toBe(7);
});

test("nothing is expected before the code, after the end, or where nobody promised", () => {
  expect(expectedOf(order({ promisedAt: promised, phase: "unverified" }), at("12:00"))).toBeNull();
  expect(expectedOf(order({ promisedAt: promised, phase: "done" }), at("12:00"))).toBeNull();
  expect(expectedOf(order({}), at("12:00"))).toBeNull();
});

test("a pickup is expected until it is ready", () => {
  const made = order({ promisedAt: promised, readyAt: promised });
  expect(expectedOf(made, at("13:00"))).toBeNull();
  const delivered = { ...made, fulfilment: { method: "delivery" } } as Order;
  expect(expectedOf(delivered, at("13:00"))?.to).toBe(at("13:12"));
});

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Problem } from "~/api/problem";
import { type Following, follow, HIDDEN, type News, PAYING, type Read, SEEN } from "./follow";
import type { Phase, Tracking } from "./types";

const page = Object.assign(new EventTarget(), { hidden: false });
let following: Following | undefined;

beforeEach(() => {
  vi.useFakeTimers();
  page.hidden = false;
  vi.stubGlobal("document", page);
  vi.stubGlobal("window", new EventTarget());
});

afterEach(() => {
  following?.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const NO_MONEY = {
  status: "unpaid",
  refunds: [],
  amountAuthorized: 0,
} as unknown as Tracking["order"]["payment"];

const tracking = (phase: Phase, payment: Partial<Tracking["order"]["payment"]> = {}) =>
  ({
    order: {
      phase,
      payment: { ...NO_MONEY, ...payment },
      statusTimeline: [{ timestamp: new Date().toISOString() }],
    },
  }) as Tracking;

/** Follows an order whose responses come in this order; the last one repeats. */
function watch(...answers: (Tracking | null | Problem)[]) {
  const asked: (string | null)[] = [];
  const reported: News[] = [];
  const read: Read = async (etag) => {
    const answer = answers[Math.min(asked.length, answers.length - 1)] ?? null;
    asked.push(etag);
    if (answer instanceof Problem) throw answer;
    return { tracking: answer, etag: answer === null ? etag : `"${asked.length}"` };
  };
  following = follow(read, (news) => reported.push(news));
  return { asked, reported };
}

test("polls every 8 seconds with the last ETag, and keeps the state when nothing has changed", async () => {
  const { asked, reported } = watch(tracking("open"), null, null);
  await vi.advanceTimersByTimeAsync(2 * SEEN);
  expect(asked).toEqual([null, '"1"', '"1"']);
  expect(reported.map((news) => news.tracking?.order.phase)).toEqual(["open", "open", "open"]);
});

test("asks less while nobody looks, and at once when somebody does", async () => {
  const { asked } = watch(tracking("open"));
  await vi.advanceTimersByTimeAsync(0);
  page.hidden = true;
  await vi.advanceTimersByTimeAsync(SEEN);
  expect(asked).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(HIDDEN - 1);
  expect(asked).toHaveLength(2);
  page.hidden = false;
  page.dispatchEvent(new Event("visibilitychange"));
  expect(asked).toHaveLength(3);
});

test("asks no more when the order is done", async () => {
  const { asked } = watch(tracking("open"), tracking("done"));
  await vi.advanceTimersByTimeAsync(20 * SEEN);
  page.dispatchEvent(new Event("visibilitychange"));
  expect(asked).toHaveLength(2);
});

test("asks more often for the first seconds after a payment was begun", async () => {
  const { asked } = watch(tracking("open", { status: "pending" }));
  await vi.advanceTimersByTimeAsync(7 * PAYING);
  expect(asked).toHaveLength(8);
  await vi.advanceTimersByTimeAsync(SEEN - 1);
  expect(asked).toHaveLength(8);
});

test("follows money that goes back for ten minutes after the end of an order", async () => {
  const refunds = [{ id: "4-0", amount: 500, status: "requested" as const }];
  const { asked, reported } = watch(tracking("cancelled", { refunds }), tracking("cancelled"));
  await vi.advanceTimersByTimeAsync(20 * SEEN);
  expect(asked).toHaveLength(2);
  expect(reported.at(-1)?.tracking?.order.payment.refunds).toEqual([]);
  following?.stop();
  const waiting = watch(tracking("cancelled", { refunds }));
  await vi.advanceTimersByTimeAsync(20 * 60_000);
  expect(waiting.asked).toHaveLength(1 + (10 * 60_000) / SEEN);
});

test("goes on after a failure, and not before the server wants to be asked", async () => {
  const { asked, reported } = watch(tracking("open"), new Problem(503, {}, 20), tracking("ready"));
  await vi.advanceTimersByTimeAsync(SEEN);
  expect(reported.at(-1)?.problem?.status).toBe(503);
  expect(reported.at(-1)?.tracking?.order.phase).toBe("open");
  await vi.advanceTimersByTimeAsync(19_999);
  expect(asked).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(1);
  expect(reported.at(-1)?.tracking?.order.phase).toBe("ready");
  expect(reported.at(-1)?.problem).toBeNull();
});

test("waits for a sign-in, and continues on request", async () => {
  const { asked, reported } = watch(new Problem(401, {}), tracking("open"));
  await vi.advanceTimersByTimeAsync(20 * SEEN);
  expect(asked).toHaveLength(1);
  following?.again();
  await vi.advanceTimersByTimeAsync(0);
  expect(reported.at(-1)?.tracking?.order.phase).toBe("open");
});

test("asks once more after a request that came during another one", async () => {
  const { asked } = watch(tracking("open"));
  following?.again();
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toHaveLength(2);
});

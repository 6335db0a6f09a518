/**
 * Polls the change feed outside of the page, because browsers slow the timers of hidden pages to one a minute. Only one
 * of a seller's tabs polls (Web Locks). The others receive its results by BroadcastChannel; when it is closed, one of
 * them continues from its cursor.
 */
import { BEAT, wasAsleep } from "./asleep";
import type { Answered, FromWorker, ToWorker } from "./changes";
import type { components } from "./schema";

const QUICK = 3_000;
const SLOW = 15_000;
const RETRY = 5_000;
/** For how long after its last message a tab's request for quick polls counts. */
const WISH = 20_000;

type Heard = { answered: Answered; cursor: string } | { failed: true } | { wish: "quick" | "now" };

// The compiler takes `self` for a window; the parts that are used here are equal in a worker.
const page = self as unknown as { postMessage(message: FromWorker): void };

let sellerId = "";
let token: string | null = null;
let cursor: string | undefined;
let quick = false;
let othersQuickUntil = 0;
let channel: BroadcastChannel | undefined;
let wake: () => void = () => {};

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  switch (data.kind) {
    case "start":
      sellerId = data.sellerId;
      token = data.token;
      quick = data.quick;
      listen();
      beat();
      void lead();
      return;
    case "token":
      token = data.token;
      wake();
      return;
    case "pace":
      quick = data.quick;
      if (quick) wish("quick");
      wake();
      return;
    case "now":
      wish("now");
      wake();
  }
};

function wish(kind: "quick" | "now"): void {
  channel?.postMessage({ wish: kind } satisfies Heard);
}

function listen(): void {
  channel = new BroadcastChannel(`docket-changes-${sellerId}`);
  channel.onmessage = ({ data }: MessageEvent<Heard>) => {
    if ("answered" in data) {
      cursor = data.cursor;
      page.postMessage({ kind: "answered", ...data.answered });
      return;
    }
    if ("failed" in data) {
      page.postMessage({ kind: "failed" });
      return;
    }
    const before = pace();
    if (data.wish === "quick") othersQuickUntil = Date.now() + WISH;
    if (data.wish === "now" || pace() < before) wake();
  };
  setInterval(() => quick && wish("quick"), WISH / 2);
}

/** Polls at once after a sleep, and informs the page: what it shows may be hours old. */
function beat(): void {
  let last = Date.now();
  setInterval(() => {
    const now = Date.now();
    if (wasAsleep(last, now)) {
      page.postMessage({ kind: "slept" });
      wish("now");
      wake();
    }
    last = now;
  }, BEAT);
}

/** Waits until no other tab polls, then polls. */
async function lead(): Promise<void> {
  await navigator.locks.request(`docket-changes-${sellerId}`, async () => {
    for (;;) await rest(await poll());
  });
}

const pace = () => (quick || Date.now() < othersQuickUntil ? QUICK : SLOW);

/** Polls once, sends the result to all tabs, and returns the time to wait. */
async function poll(): Promise<number> {
  if (token === null) return RETRY;
  const asked = token;
  const query = new URLSearchParams({ sellerId });
  if (cursor !== undefined) query.set("after", cursor);
  const answer = await fetch(`/api/changes?${query}`, {
    headers: { authorization: `Bearer ${asked}`, accept: "application/json" },
  }).catch(() => null);
  if (answer?.status === 401) {
    if (token === asked) token = null;
    page.postMessage({ kind: "renew", ended: asked });
    return RETRY;
  }
  if (answer?.ok) {
    const body = (await answer.json().catch(() => null)) as components["schemas"]["ChangeFeed"] | null;
    if (body !== null) {
      ({ cursor } = body);
      const answered: Answered = { changes: body.changes, now: body.now, gap: body.gap };
      channel?.postMessage({ answered, cursor } satisfies Heard);
      page.postMessage({ kind: "answered", ...answered });
      return pace();
    }
  }
  // A cursor that the server no longer accepts must not stop the feed for ever.
  if (answer?.status === 400) cursor = undefined;
  channel?.postMessage({ failed: true } satisfies Heard);
  page.postMessage({ kind: "failed" });
  const wait = Number(answer?.headers.get("retry-after"));
  return Number.isFinite(wait) && wait > 0 ? wait * 1_000 : RETRY;
}

/** Waits until the time has passed, or until there is a reason to poll at once. */
function rest(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds);
    function done() {
      clearTimeout(timer);
      wake = () => {};
      resolve();
    }
    wake = done;
  });
}

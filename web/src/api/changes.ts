/** The change feed of a seller, while a page follows it. changes.worker.ts does the polling. */
import type { Tokens } from "~/api/client";
import type { components } from "~/api/schema";
import { clock } from "~/lib/time";
import { workerAddress } from "./workers";

/** A response of the feed; the worker keeps its cursor. */
export type Answered = Omit<components["schemas"]["ChangeFeed"], "cursor">;

export type ToWorker =
  | { kind: "start"; sellerId: string; token: string | null; quick: boolean }
  | { kind: "token"; token: string | null }
  | { kind: "pace"; quick: boolean }
  | { kind: "now" };

export type FromWorker =
  | ({ kind: "answered" } & Answered)
  | { kind: "failed" }
  | { kind: "slept" }
  | { kind: "renew"; ended: string };

export interface Listener {
  answered(answered: Answered): void;
  /** The server did not answer, or answered with an error. */
  failed(): void;
  /** No script ran for minutes: the device or the tab was asleep. */
  slept(): void;
}

export interface Feed {
  /** Every 3 seconds, else every 15. */
  pace(quick: boolean): void;
  /** Polls at once. */
  now(): void;
  /** Continues with the present token, after somebody signed in again. */
  signedIn(): void;
  close(): void;
}

/** The pause after a renewal of the token without an answer. */
const RENEW_AGAIN = 5_000;

export function openFeed(sellerId: string, tokens: Tokens, quick: boolean, listener: Listener): Feed {
  const worker = new Worker(workerAddress("changes"), { type: "module", name: "changes" });
  const send = (message: ToWorker) => worker.postMessage(message);
  const hand = () => send({ kind: "token", token: tokens.current() });
  worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    switch (data.kind) {
      case "answered":
        clock.set(data.now);
        listener.answered(data);
        return;
      case "failed":
        listener.failed();
        return;
      case "slept":
        listener.slept();
        return;
      case "renew":
        // Without an answer, the worker tries again later with its present token.
        tokens.renew(data.ended).then(hand, () => setTimeout(hand, RENEW_AGAIN));
    }
  };
  send({ kind: "start", sellerId, token: tokens.current(), quick });
  return {
    pace: (next) => send({ kind: "pace", quick: next }),
    now: () => send({ kind: "now" }),
    signedIn: hand,
    close: () => worker.terminate(),
  };
}

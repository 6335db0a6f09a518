/**
 * Follows an order: polls every 8 s while the page is visible, every 30 s while it is hidden, and stops once the order is
 * done. Unchanged orders are not sent again (ETag). No React.
 */
import { Problem } from "~/api/problem";
import type { Session } from "~/api/session";
import { clock } from "~/lib/time";
import { isFinal } from "../phases";
import type { Tracking } from "./types";

export const SEEN = 8_000;
export const HIDDEN = 30_000;
/** After a payment: the provider's webhook arrives within seconds. */
export const PAYING = 2_000;
/** How many times it polls at that interval. */
const PAYING_TURNS = 8;
/** For how long refunds are followed after the end of the order. */
const AFTERWARDS = 10 * 60_000;

export interface News {
  /** The newest known state; null until the first response. */
  tracking: Tracking | null;
  /** When the last response came, by the server's clock. */
  at: number;
  /** The problem of the last poll, if it failed. */
  problem: Problem | null;
  /** The number of polls that were answered or refused. */
  turn: number;
}

export const NO_NEWS: News = { tracking: null, at: 0, problem: null, turn: 0 };

/** One response; `tracking` is null when nothing has changed. */
export interface Reading {
  tracking: Tracking | null;
  etag: string | null;
}

export type Read = (etag: string | null) => Promise<Reading>;

export interface Following {
  /** Polls at once, and continues as before. */
  again(): void;
  stop(): void;
}

/** Polls the API in the buyer's session. */
export function reader(session: Session, id: string): Read {
  return async (etag) => {
    const answer = await session.client.newer("/api/orders/{id}/track", etag, { path: { id } });
    return { tracking: answer.body as Tracking | null, etag: answer.etag ?? etag };
  };
}

/** The time until the next poll, never shorter than the server demands. */
export function waitAfter(problem: Problem | null): number {
  return Math.max(document.hidden ? HIDDEN : SEEN, (problem?.retryAfter ?? 0) * 1_000);
}

/** Whether polling can end: the order is done, and so are its refunds. */
export function isOver({ order }: Tracking, now: number): boolean {
  if (!isFinal(order.phase)) return false;
  const { refunds, amountAuthorized, status } = order.payment;
  const moves = amountAuthorized > 0 || status === "pending" || refunds.length > 0;
  const since = Date.parse(order.statusTimeline.at(-1)?.timestamp ?? "");
  return !(moves && now - since < AFTERWARDS);
}

export function follow(read: Read, report: (news: News) => void): Following {
  let news = NO_NEWS;
  let etag: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking = false;
  /** A poll was requested during another one, whose response may be older than the request. */
  let wanted = false;
  let stopped = false;

  const ask = async () => {
    clearTimeout(timer);
    if (stopped) return;
    if (asking) {
      wanted = true;
      return;
    }
    asking = true;
    wanted = false;
    try {
      const reading = await read(etag);
      etag = reading.etag;
      const tracking = reading.tracking ?? news.tracking;
      news = { tracking, at: clock.now(), problem: null, turn: news.turn + 1 };
    } catch (error) {
      const problem = error instanceof Problem ? error : new Problem(0, {});
      news = { ...news, problem, turn: news.turn + 1 };
    }
    asking = false;
    if (stopped) return;
    report(news);
    if (wanted) void ask();
    else plan();
  };

  const plan = () => {
    const { tracking, problem } = news;
    if (problem ? !problem.passing : tracking && isOver(tracking, clock.now())) return;
    const paying = !problem && tracking?.order.payment.status === "pending" && news.turn < PAYING_TURNS;
    timer = setTimeout(ask, paying && !document.hidden ? PAYING : waitAfter(problem));
  };

  /** Visible or online again: the displayed state may be old. */
  const back = () => {
    if (document.hidden || stopped) return;
    const { tracking, problem } = news;
    if (problem ? problem.passing : !(tracking && isOver(tracking, clock.now()))) void ask();
  };
  document.addEventListener("visibilitychange", back);
  window.addEventListener("online", back);
  void ask();

  return {
    again: () => void ask(),
    stop() {
      stopped = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", back);
      window.removeEventListener("online", back);
    },
  };
}

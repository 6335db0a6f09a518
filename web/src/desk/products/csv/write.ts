/**
 * Writes the plan: a few requests at a time, each with the version that was read and an idempotency key that follows from
 * the file, so that a repeat changes nothing. Temporary failures (too many requests, no answer) are retried; when they
 * persist, the remaining rows are left out and reported.
 */
import type { Client } from "~/api/client";
import { Problem } from "~/api/problem";
import type { Product } from "./columns";
import { type ChangedRow, isApplied, type NewRow, type ProductPatch } from "./plan";

export type Writable = NewRow | ChangedRow;

export interface Outcome {
  row: Writable;
  /** `already`: an earlier attempt had done it. `untried`: the import ended before the row. */
  is: "added" | "changed" | "already" | "failed" | "untried";
  problem?: Problem;
}

export interface Progress {
  done: number;
  failed: number;
  total: number;
  /** When the next request is sent, while the server demands a pause. */
  waitsUntil: number | null;
}

export interface Writing {
  client: Client;
  /** Stops it after the running requests. */
  stop: AbortSignal;
  progress: (progress: Progress) => void;
  now?: () => number;
  /** Returns after this time, or when it is stopped. */
  wait?: (milliseconds: number, stop: AbortSignal) => Promise<void>;
}

export const AT_A_TIME = 4;
/** How often a request is sent that the server was too busy for, and one without an answer. */
const TRIES = { busy: 8, lost: 4 };

/** The reason of an imported stock change in the ledger. */
const REASON = "import";

export async function write(rows: readonly Writable[], writing: Writing): Promise<Outcome[]> {
  const run = new Run(rows.length, writing);
  const outcomes: Outcome[] = rows.map((row) => ({ row, is: "untried" }));
  const left = outcomes.values();
  const worker = async () => {
    for (const outcome of left) {
      if (run.over) return;
      Object.assign(outcome, await run.one(outcome.row));
      run.count(outcome);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  return outcomes;
}

/** Nothing was sent, because the import was stopped while the row waited. */
class Stopped extends Error {}

class Run {
  private readonly progress: Progress;
  private readonly now: () => number;
  private readonly wait: NonNullable<Writing["wait"]>;
  private gaveUp = false;
  private notBefore = 0;

  constructor(
    total: number,
    private readonly writing: Writing,
  ) {
    this.progress = { done: 0, failed: 0, total, waitsUntil: null };
    this.now = writing.now ?? Date.now;
    this.wait = writing.wait ?? pause;
  }

  get over(): boolean {
    return this.gaveUp || this.writing.stop.aborted;
  }

  count({ is }: Outcome): void {
    if (is !== "untried") this.progress.done += 1;
    if (is === "failed") this.progress.failed += 1;
    this.say();
  }

  async one(row: Writable): Promise<Pick<Outcome, "is" | "problem">> {
    try {
      return { is: await this.written(row) };
    } catch (error) {
      if (error instanceof Stopped) return { is: "untried" };
      if (!(error instanceof Problem)) throw error;
      // A persistent failure of this row would meet the next one, too; so would an ended session.
      this.gaveUp ||= error.passing || error.status === 401 || error.status === 403;
      return { is: "failed", problem: error };
    }
  }

  private async written(row: Writable): Promise<Outcome["is"]> {
    const { client } = this.writing;
    switch (row.kind) {
      case "new": {
        const { body, key: idempotencyKey } = row;
        const { headers } = await this.sent(() =>
          client.answer("post", "/api/products", { body, idempotencyKey }),
        );
        return headers.get("idempotent-replayed") === "true" ? "already" : "added";
      }
      case "changed": {
        const { product, patch, stockChange, key: idempotencyKey } = row;
        if (patch !== null) await this.patched(product, patch);
        if (stockChange !== 0) {
          const body = { change: stockChange, reason: REASON };
          const path = { id: product.id };
          await this.sent(
            () => client.ask("post", "/api/products/{id}/stock", { path, body, idempotencyKey }),
            patch !== null,
          );
        }
        return "changed";
      }
    }
  }

  /** When the response to an attempt was lost, the next attempt finds a newer version: its own. */
  private async patched(product: Product, body: ProductPatch): Promise<void> {
    const { client } = this.writing;
    const path = { id: product.id };
    const ifMatch = product.version;
    try {
      await this.sent(() => client.ask("patch", "/api/products/{id}", { path, body, ifMatch }));
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 412) throw error;
      const now = await this.sent(() => client.ask("get", "/api/products/{id}", { path }), true);
      if (!isApplied(body, now.product)) throw error;
    }
  }

  /** A row with a sent request (`begun`) is completed even after a stop. */
  private async sent<T>(send: () => Promise<T>, begun = false): Promise<T> {
    let perhapsSent = begun;
    for (let tries = 1; ; tries += 1) {
      await this.turn(perhapsSent);
      try {
        return await send();
      } catch (error) {
        if (!(error instanceof Problem) || !error.passing) throw error;
        const most = error.status === 429 ? TRIES.busy : TRIES.lost;
        if (tries >= most || this.over) throw error;
        perhapsSent ||= error.status !== 429;
        const seconds = error.retryAfter ?? 2 ** (tries - 1);
        this.notBefore = Math.max(this.notBefore, this.now() + seconds * 1_000);
      }
    }
  }

  /** Returns when a request may be sent. */
  private async turn(begun: boolean): Promise<void> {
    while (!this.over && this.notBefore > this.now()) {
      this.say();
      await this.wait(this.notBefore - this.now(), this.writing.stop);
    }
    if (this.over && !begun) throw new Stopped();
    this.say();
  }

  private say(): void {
    const waitsUntil = this.notBefore > this.now() ? this.notBefore : null;
    this.writing.progress({ ...this.progress, waitsUntil });
  }
}

function pause(milliseconds: number, stop: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(end, milliseconds);
    function end() {
      clearTimeout(timer);
      stop.removeEventListener("abort", end);
      done();
    }
    stop.addEventListener("abort", end);
  });
}

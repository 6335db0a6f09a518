/**
 * Changes of an order's place: in the sequence of its tour, and between batches. A new sequence shows at once, and requests
 * are sent one after another; a refused change is reverted and reported.
 */
import { useQueryClient } from "@tanstack/react-query";
import { useMemo, useRef, useState } from "react";
import { Problem } from "~/api/problem";
import { w } from "~/words/dispatch";
import { useDesk } from "../desk-context";
import { toast } from "../shell/toast";
import { type Batch, knownBatches, putBatch, readAgain } from "./batches";
import { placed, shortNumber, tailOf } from "./places";
import { say } from "./say";

/** The half of a move between batches that succeeded. */
export interface Half {
  order: string;
  from: Batch;
  to: Batch;
  why: string;
}

export interface Moves {
  /** The orders of a batch, in the sequence that the person wants. */
  sequence: (batch: Batch) => readonly string[];
  /** Puts an order at another place of its batch, from 0. */
  toPlace: (batch: Batch, order: string, place: number) => void;
  /** Adds a waiting order to a batch; returns whether it succeeded. */
  add: (order: string, to: Batch) => Promise<boolean>;
  /** Removes an order from its batch; returns whether it succeeded. */
  takeOut: (order: string, from: Batch) => Promise<boolean>;
  /** From one batch into another. */
  toBatch: (order: string, from: Batch, to: Batch) => Promise<void>;
  half: Half | null;
  /** Completes the second half, or reverts the first one. */
  finish: (into: "to" | "from") => Promise<void>;
}

type Wanted = ReadonlyMap<string, readonly string[]>;

export function useMoves(): Moves {
  const { session, seller } = useDesk();
  const queries = useQueryClient();
  const [wanted, setWanted] = useState<Wanted>(new Map());
  const [half, setHalf] = useState<Half | null>(null);
  const latest = useRef(wanted);
  const sending = useRef(new Set<string>());

  return useMemo(() => {
    const want = (id: string, ids: readonly string[] | null) => {
      const next = new Map(latest.current);
      if (ids === null) next.delete(id);
      else next.set(id, ids);
      latest.current = next;
      setWanted(next);
    };
    const current = (batch: Batch) =>
      knownBatches(queries, seller.id).find(({ id }) => id === batch.id) ?? batch;
    const refused = (problem: Problem, batch: Batch) => {
      toast({ kind: "alert", text: sentence(problem, batch) });
      void readAgain(queries, seller.id);
    };

    const send = async (batch: Batch) => {
      if (sending.current.has(batch.id)) return;
      sending.current.add(batch.id);
      try {
        for (let ids = latest.current.get(batch.id); ids; ids = latest.current.get(batch.id)) {
          const answer = await session.client.ask("patch", "/api/delivery/batches/{batchId}/sequence", {
            path: { batchId: batch.id },
            ifMatch: current(batch).version,
            body: { sequence: ids.map((orderId, at) => ({ orderId, sequence: at + 1 })) },
          });
          putBatch(queries, answer.batch);
          if (latest.current.get(batch.id) === ids) want(batch.id, null);
        }
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        want(batch.id, null);
        refused(error, batch);
      } finally {
        sending.current.delete(batch.id);
      }
    };

    const change = async (batch: Batch, body: { add?: string[]; remove?: string[] }) => {
      const answer = await session.client.ask("patch", "/api/delivery/batches/{batchId}/orders", {
        path: { batchId: batch.id },
        ifMatch: current(batch).version,
        body,
      });
      putBatch(queries, answer.batch);
      void readAgain(queries, seller.id);
    };
    /** Returns whether it succeeded; a refusal is reported. */
    const tried = async (batch: Batch, body: { add?: string[]; remove?: string[] }) => {
      try {
        await change(batch, body);
        return true;
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        refused(error, batch);
        return false;
      }
    };
    const said = (order: string, to: Batch) => say(w.said.to(tailOf(order), shortNumber(to.batchNumber)));

    return {
      sequence: (batch) => {
        const ids = wanted.get(batch.id);
        return ids !== undefined && sameOrders(ids, batch.orderIds) ? ids : batch.orderIds;
      },
      toPlace(batch, order, place) {
        const was = latest.current.get(batch.id) ?? current(batch).orderIds;
        const next = placed(was, order, place);
        if (next.join() === was.join()) return;
        want(batch.id, next);
        say(w.said.moved(tailOf(order), next.indexOf(order) + 1, next.length));
        void send(batch);
      },
      async add(order, to) {
        const done = await tried(to, { add: [order] });
        if (done) said(order, to);
        return done;
      },
      async takeOut(order, from) {
        const done = await tried(from, { remove: [order] });
        if (done) say(w.said.out(tailOf(order)));
        return done;
      },
      async toBatch(order, from, to) {
        setHalf(null);
        if (!(await tried(from, { remove: [order] }))) return;
        try {
          await change(to, { add: [order] });
          said(order, to);
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
          setHalf({ order, from, to, why: sentence(error, to) });
          void readAgain(queries, seller.id);
        }
      },
      half,
      async finish(into) {
        if (half === null) return;
        if (await tried(half[into], { add: [half.order] })) {
          said(half.order, half[into]);
          setHalf(null);
        }
      },
    };
  }, [session, seller.id, queries, wanted, half]);
}

function sentence(problem: Problem, batch: Batch): string {
  if (problem.status === 0) return w.offline;
  if (problem.status === 412) return w.conflict(shortNumber(batch.batchNumber));
  return [problem.message, ...problem.errors.map(({ detail }) => detail)].join(" ");
}

const sameOrders = (ids: readonly string[], others: readonly string[]) =>
  ids.length === others.length && ids.every((id) => others.includes(id));

/** The open batches and the orders that wait for one, from the API, kept up to date. */
import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import { wholeList } from "~/api/pages";
import type { components } from "~/api/schema";
import { useStore } from "~/lib/store";
import { clock, dayOf } from "~/lib/time";
import { useDesk } from "../desk-context";
import { batchVersions } from "../open-orders/feed";
import { useRows } from "../open-orders/queries";
import { useLive } from "../shell/live";

export type Batch = components["schemas"]["Batch"];
export type Stop = components["schemas"]["StopView"];
export type Proposal = components["schemas"]["Proposal"];
export type Driver = { id: string; name: string; phone: string | null };

const LIVING = ["PENDING", "ASSIGNED", "PICKED_UP", "IN_PROGRESS"];
/** The page size of batches with their orders. */
const PAGE = 10;
/** The interval of full reads, which cover changes that the feed has missed. */
const AGAIN = 30_000;

const ROOT = "dispatch";
const batchesKey = (sellerId: string) => [ROOT, sellerId, "batches"];

/** The open batches, oldest first. */
export function useBatches() {
  const { session, seller } = useDesk();
  return useQuery({
    queryKey: batchesKey(seller.id),
    queryFn: async () => {
      const query = { sellerId: seller.id, status: LIVING, orders: true, limit: PAGE };
      const { entries } = await wholeList(
        (cursor) => session.client.ask("get", "/api/delivery/batches", { query: { ...query, cursor } }),
        ({ batches }) => batches,
      );
      return entries.toReversed();
    },
    refetchInterval: AGAIN,
  });
}

/** The waiting orders, in groups that could each be a batch. */
export function useProposals() {
  const { session, seller } = useDesk();
  return useQuery({
    queryKey: [ROOT, seller.id, "proposals"],
    queryFn: () =>
      session.client.ask("get", "/api/delivery/batches/proposals", { query: { sellerId: seller.id } }),
    refetchInterval: AGAIN,
  });
}

/** The number of today's completed batches; a hundred at most. */
export function useCompletedToday(): number | undefined {
  const { session, seller, zone } = useDesk();
  const date = dayOf(clock.now(), zone);
  const { data } = useQuery({
    queryKey: [ROOT, seller.id, "completed", date],
    queryFn: async () => {
      const query = { sellerId: seller.id, status: ["COMPLETED"], date, limit: 100 };
      return (await session.client.ask("get", "/api/delivery/batches", { query })).batches.length;
    },
  });
  return data;
}

/** The drivers that a batch can be assigned to. */
export function useBatchDrivers(): readonly Driver[] {
  const { session, seller } = useDesk();
  const { data } = useQuery({
    queryKey: ["dispatch-drivers", seller.id],
    queryFn: async () => {
      const query = { sellerId: seller.id, role: "driver", status: "accepted", limit: 100 };
      const { entries } = await wholeList(
        (cursor) => session.client.ask("get", "/api/members", { query: { ...query, cursor } }),
        ({ members }) => members,
      );
      return entries.map(({ id, name, phone }) => ({ id, name, phone }));
    },
    staleTime: 5 * 60_000,
  });
  return data ?? NOBODY;
}

const NOBODY: readonly Driver[] = [];

/** Reads again what the change feed reports as changed: a batch, or a delivery order. */
export function useFresh(): void {
  const { seller } = useDesk();
  const queries = useQueryClient();
  const versions = useStore(batchVersions);
  const paused = useLive().state === "paused";
  const rows = useRows();
  const orders = useMemo(
    () =>
      rows
        .filter(({ fulfilment, phase }) => fulfilment.method === "delivery" && phase !== "open")
        .map(({ id, version }) => `${id} ${version}`)
        .sort()
        .join(),
    [rows],
  );
  const opened = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was changed is what it is read again for.
  useEffect(() => {
    // A page that opens reads everything itself.
    if (opened.current) opened.current = false;
    else if (!paused) void readAgain(queries, seller.id);
  }, [versions, orders, paused, queries, seller.id]);
}

export const readAgain = (queries: QueryClient, sellerId: string): Promise<void> =>
  queries.invalidateQueries({ queryKey: [ROOT, sellerId] });

/** Shows the response to a change at once. */
export function putBatch(queries: QueryClient, changed: Batch): void {
  queries.setQueryData<Batch[]>(batchesKey(changed.sellerId), (was) => {
    if (was === undefined) return was;
    const others = was.filter(({ id }) => id !== changed.id);
    if (!LIVING.includes(changed.status)) return others;
    const before = was.find(({ id }) => id === changed.id);
    if (before === undefined) return [...was, changed];
    const whole = changed.orders ? changed : { ...changed, orders: before.orders ?? [] };
    return was.map((one) => (one.id === changed.id ? whole : one));
  });
}

/** The known batches. */
export const knownBatches = (queries: QueryClient, sellerId: string): readonly Batch[] =>
  queries.getQueryData<Batch[]>(batchesKey(sellerId)) ?? [];

/** Orders can be added to a batch until it is picked up. */
export const takesOrders = ({ status }: Batch): boolean => status === "PENDING" || status === "ASSIGNED";

/** Whether an order of a batch was delivered or stopped. */
export const isOver = ({ status }: Stop): boolean =>
  ["DELIVERED", "CANCELLED", "FAILED", "REJECTED", "delivered", "cancelled", "closed", "completed"].includes(
    status,
  );

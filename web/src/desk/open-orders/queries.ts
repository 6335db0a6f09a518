/** The orders of the open seller, for all components that show or change them. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { wholeList } from "~/api/pages";
import { useStore } from "~/lib/store";
import { useDesk } from "../desk-context";
import { connected, readRows } from "./reading";
import { book } from "./row-book";
import { rowOf } from "./row-of";
import { putLines } from "./ticket-lines";
import type { InternalOrder, Lifecycle, Order, OrderRow } from "./types";
import { clearReason } from "./under-way";

export { useTicketLines } from "./ticket-lines";
export { type Intent, isSaving, putBack, setSaving, useUnderWay } from "./under-way";

/** All known orders: the open ones, and those that ended while this page was open. */
export function useRows(): OrderRow[] {
  const { byId } = useStore(book.state);
  return useMemo(() => [...byId.values()], [byId]);
}

export function useRow(id: string): OrderRow | undefined {
  return useStore(book.state).byId.get(id);
}

/** The whole order with its items and history, read again when its row has a newer version. */
export function useOrder(id: string) {
  const { session, seller } = useDesk();
  const version = useRow(id)?.version ?? 0;
  return useQuery({
    queryKey: ["order", seller.id, id, version],
    queryFn: async ({ signal }): Promise<InternalOrder> => {
      const read = await session.client.ask("get", "/api/orders/{id}/admin", { path: { id }, signal });
      putLines(read.order);
      return read;
    },
    // A version never changes; an order that is in no list is read again when it is opened again.
    staleTime: version > 0 ? Number.POSITIVE_INFINITY : 0,
    placeholderData: (before) => (before?.order.id === id ? before : undefined),
  });
}

/** Shows the response to a change, everywhere. */
export function putRow(changed: Order | OrderRow): void {
  // An administrator may have opened another seller before the response came.
  if (changed.sellerId !== connected().sellerId) return;
  clearReason(changed.id);
  if ("items" in changed) {
    putLines(changed);
    book.put(rowOf(changed));
    // The feed reports no version that is known, so the server's own row is read here.
    readRows(connected(), [changed.id]).then(
      (rows) => {
        for (const row of rows) book.put(row);
      },
      () => {},
    );
  } else book.put(changed);
}

/** The statuses and transitions of the lifecycle of the seller's orders. */
export function useLifecycle(): Lifecycle | undefined {
  const { session, seller } = useDesk();
  const { byId } = useStore(book.state);
  const version = useMemo(() => {
    let newest = 1;
    for (const { lifecycle } of byId.values())
      if (lifecycle.name === seller.lifecycle) newest = Math.max(newest, lifecycle.version);
    return newest;
  }, [byId, seller.lifecycle]);
  const { data } = useQuery({
    queryKey: ["lifecycle", seller.lifecycle, version],
    queryFn: async () => {
      const path = { name: seller.lifecycle, version };
      return (await session.client.ask("get", "/api/lifecycles/{name}/{version}", { path })).lifecycle;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data;
}

interface Drivers {
  /** Their names. */
  byId: ReadonlyMap<string, string>;
  /** Whether the list has further entries. */
  cutOff: boolean;
}

export function useDriverList(): Drivers {
  const { session, seller } = useDesk();
  const { data } = useQuery({
    queryKey: ["drivers", seller.id],
    queryFn: async (): Promise<Drivers> => {
      const query = { sellerId: seller.id, role: "driver", limit: 100 };
      const { entries, cutOff } = await wholeList(
        (cursor) => session.client.ask("get", "/api/members", { query: { ...query, cursor } }),
        ({ members }) => members,
      );
      return { byId: new Map(entries.map((member) => [member.id, member.name])), cutOff };
    },
    staleTime: 5 * 60_000,
  });
  return data ?? NOBODY;
}

const NOBODY: Drivers = { byId: new Map(), cutOff: false };

/** The names of the seller's drivers by id. */
export const useDrivers = (): ReadonlyMap<string, string> => useDriverList().byId;

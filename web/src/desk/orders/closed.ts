/** Today's ended orders, page by page from the server, with those that have ended since. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useStore } from "~/lib/store";
import { clock, dayOf, startOfDay } from "~/lib/time";
import { useDesk } from "../desk-context";
import { readClosed } from "../open-orders/reading";
import { book } from "../open-orders/row-book";
import { isClosed, type OrderRow } from "../open-orders/types";

export interface Closed {
  rows: OrderRow[];
  /** Whether the server has further ones. */
  more: boolean;
  loading: boolean;
  error: Error | null;
  loadMore: () => void;
  again: () => void;
}

/** Read after the open orders; later ends arrive by the feed. */
export function useClosed(): Closed {
  const { seller, zone } = useDesk();
  const { byId, status, forgotten } = useStore(book.state);
  const today = dayOf(clock.now(), zone);
  const query = useInfiniteQuery({
    queryKey: ["closed", seller.id, today, forgotten],
    queryFn: ({ pageParam }) => readClosed(new Date(startOfDay(today, zone)).toISOString(), pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.pagination.nextCursor ?? undefined,
    enabled: status === "ready",
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: (before, query) => (query?.queryKey[1] === seller.id ? before : undefined),
  });
  const { data, hasNextPage, isFetching, error, fetchNextPage, refetch } = query;
  const rows = useMemo(() => {
    const all = new Map<string, OrderRow>();
    for (const page of data?.pages ?? []) for (const row of page.orders) all.set(row.id, row);
    for (const row of byId.values()) {
      // The order was reopened.
      if (!isClosed(row.phase)) all.delete(row.id);
      // A page that is open overnight also has yesterday's.
      else if (Date.parse(row.placedAt) >= startOfDay(today, zone)) all.set(row.id, row);
    }
    return [...all.values()];
  }, [data, byId, today, zone]);
  return {
    rows,
    more: hasNextPage,
    loading: isFetching,
    error,
    loadMore: () => void fetchNextPage(),
    again: () => void refetch(),
  };
}

/** The queries of the administration: orders of all sellers, one whole order, sellers, lifecycles, stock and health. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { wholeList } from "~/api/pages";
import type { components } from "~/api/schema";
import type { Session } from "~/api/session";
import type { InternalOrder, Lifecycle, OrderPage } from "../open-orders/types";
import type { OrderFilters } from "./search";

export type DayCalendar = components["schemas"]["DayCalendar"];
export type Seller = components["schemas"]["Seller"];

const PAGE = 50;

/** A page of whole orders: rows exist for one seller only. */
export const ordersQuery = ({ client }: Session, filters: OrderFilters) =>
  infiniteQueryOptions({
    queryKey: ["admin-orders", filters],
    queryFn: async ({ pageParam, signal }): Promise<OrderPage> => {
      const query = {
        sellerId: filters.seller,
        phase: filters.inPhase,
        status: filters.inStatus,
        dateFrom: filters.from,
        dateTo: filters.to,
        q: filters.text?.trim(),
        limit: PAGE,
        cursor: pageParam,
      };
      // Without `view=row` the response is a page of whole orders.
      return (await client.ask("get", "/api/orders/admin/all", { query, signal })) as OrderPage;
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ pagination }) => pagination.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const orderKey = (id: string) => ["admin-order", id];

/** An order of any seller with its audit trail. */
export const orderQuery = ({ client }: Session, id: string) =>
  queryOptions({
    queryKey: orderKey(id),
    queryFn: ({ signal }): Promise<InternalOrder> =>
      client.ask("get", "/api/orders/{id}/admin", { path: { id }, signal }),
  });

export const sellersQuery = ({ client }: Session) =>
  queryOptions({
    queryKey: ["sellers"],
    queryFn: () =>
      wholeList(
        (cursor) => client.ask("get", "/api/sellers", { query: { limit: 100, cursor } }),
        (page) => page.sellers,
      ),
    staleTime: 60_000,
  });

export const lifecycleQuery = ({ client }: Session, { name, version }: Pick<Lifecycle, "name" | "version">) =>
  queryOptions({
    queryKey: ["lifecycle", name, version],
    queryFn: async (): Promise<Lifecycle> => {
      const path = { name, version };
      return (await client.ask("get", "/api/lifecycles/{name}/{version}", { path })).lifecycle;
    },
    // A version of a lifecycle never changes.
    staleTime: Number.POSITIVE_INFINITY,
  });

export const stockQuery = ({ client }: Session, sellerId: string | undefined) =>
  queryOptions({
    queryKey: ["admin-stock", sellerId],
    queryFn: () => client.ask("get", "/api/orders/health/stock-check", { query: { sellerId } }),
  });

const HEALTH_AGAIN = 30_000;

export const healthQuery = ({ client }: Session) =>
  queryOptions({
    queryKey: ["admin-health"],
    queryFn: () => client.ask("get", "/api/health"),
    refetchInterval: HEALTH_AGAIN,
  });

/** Vouchers are read here, and changed: always on the version that was seen. */
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import type { BodyOf } from "~/api/client";
import { type Whole, wholeList } from "~/api/pages";
import type { components } from "~/api/schema";
import { useDesk } from "../desk-context";

export type Voucher = components["schemas"]["Voucher"];
export type Product = components["schemas"]["Product"];
export type NewVoucher = BodyOf<"/api/vouchers", "post">;
export type VoucherChange = BodyOf<"/api/vouchers/{id}", "patch">;

/** How often it is looked how much they were used. */
const AGAIN = 30_000;

export function useVouchers() {
  const { session, seller } = useDesk();
  return useQuery({
    queryKey: ["vouchers", seller.id],
    queryFn: () =>
      wholeList(
        (cursor) =>
          session.client.ask("get", "/api/vouchers", { query: { sellerId: seller.id, limit: 100, cursor } }),
        ({ vouchers }) => vouchers,
      ),
    refetchInterval: AGAIN,
  });
}

const voucherKey = (id: string) => ["voucher", id];

export function useVoucher(id: string) {
  const { session } = useDesk();
  return useQuery({
    queryKey: voucherKey(id),
    queryFn: async () => (await session.client.ask("get", "/api/vouchers/{id}", { path: { id } })).voucher,
    staleTime: 0,
    refetchInterval: AGAIN,
  });
}

/** Sends changes of vouchers; the list and the page show the answer. */
export function useVoucherChanges() {
  const { session, seller } = useDesk();
  const queries = useQueryClient();
  const list = { queryKey: ["vouchers", seller.id] };
  const show = (voucher: Voucher): Voucher => {
    queries.setQueryData(voucherKey(voucher.id), voucher);
    queries.setQueriesData<Whole<Voucher>>(list, (was) => {
      return was && { ...was, entries: was.entries.map((one) => (one.id === voucher.id ? voucher : one)) };
    });
    void queries.invalidateQueries(list);
    return voucher;
  };
  return {
    async make(body: NewVoucher, idempotencyKey: string): Promise<Voucher> {
      return show((await session.client.ask("post", "/api/vouchers", { body, idempotencyKey })).voucher);
    },
    async change({ id, version }: Voucher, body: VoucherChange): Promise<Voucher> {
      const asked = { path: { id }, ifMatch: version, body };
      return show((await session.client.ask("patch", "/api/vouchers/{id}", asked)).voucher);
    },
  };
}

/** What can be put into a cart now. */
export function useOffered() {
  const { session, seller } = useDesk();
  return useQuery({
    queryKey: ["voucher-products", seller.id],
    queryFn: async () => {
      const query = { sellerId: seller.id, limit: 100 };
      const { entries } = await wholeList(
        (cursor) => session.client.ask("get", "/api/products", { query: { ...query, cursor } }),
        ({ products }) => products,
      );
      return entries.filter(({ available }) => available > 0);
    },
  });
}

export interface CartLine {
  productId: string;
  quantity: number;
}

/** What a cart would cost with a voucher, by the API's own prices and terms. */
export function useQuote(voucher: Voucher, items: readonly CartLine[]) {
  const { session, seller } = useDesk();
  // Fetched if it can be: then nothing but the items costs something.
  const method = seller.methods.includes("pickup") ? "pickup" : seller.methods[0];
  return useQuery({
    queryKey: ["voucher-quote", voucher.id, voucher.version, voucher.used, items],
    enabled: items.length > 0 && method !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 0,
    queryFn: async () => {
      const body = {
        sellerId: seller.id,
        items: [...items],
        fulfilment: { method: method ?? "pickup" },
        vouchers: [voucher.code],
      };
      return (await session.client.ask("post", "/api/orders/quote", { body })).quote;
    },
  });
}

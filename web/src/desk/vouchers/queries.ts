/** Queries and changes of vouchers; changes are made on the displayed version. */
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import type { BodyOf } from "~/api/client";
import { type Whole, wholeList } from "~/api/pages";
import type { components } from "~/api/schema";
import { useDesk } from "../desk-context";

export type Voucher = components["schemas"]["Voucher"];
export type Product = components["schemas"]["Product"];
export type NewVoucher = BodyOf<"/api/vouchers", "post">;
export type VoucherChange = BodyOf<"/api/vouchers/{id}", "patch">;

/** The interval of reads of the number of uses. */
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

/** Sends changes of vouchers; the list and the page show the response. */
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

/** The products that can be put into a cart now. */
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

/** The price of a cart with a voucher, by the API's own prices and terms. */
export function useQuote(voucher: Voucher, items: readonly CartLine[]) {
  const { session, seller } = useDesk();
  // For pickup if possible: then only the items have a price.
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

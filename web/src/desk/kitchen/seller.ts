/** Changes that a busy kitchen makes to its seller and products, and those in effect now. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { BodyOf } from "~/api/client";
import { wholeList } from "~/api/pages";
import type { components } from "~/api/schema";
import { type Seller, useDesk } from "../desk-context";
import { sellerQuery } from "../who";

export type Product = components["schemas"]["Product"];

/** The interval of reads, which find changes made elsewhere. */
const AGAIN = 60_000;

/** Reads the seller regularly; the gate passes the result to all pages. */
export function useFreshSeller(): void {
  const { seller } = useDesk();
  useQuery({ ...sellerQuery(seller.id), refetchInterval: AGAIN });
}

type SellerChange = BodyOf<"/api/sellers/{id}", "patch">;

/**
 * Changes the seller, without a version: the request has whole settings, and does not touch others, which may be changed
 * meanwhile.
 */
export function useChangeSeller(): (body: SellerChange) => Promise<void> {
  const { session, seller } = useDesk();
  const queries = useQueryClient();
  return useCallback(
    async (body) => {
      const path = { id: seller.id };
      const changed = await session.client.ask("patch", "/api/sellers/{id}", { path, body });
      queries.setQueryData<Seller>(["seller", seller.id], changed.seller);
    },
    [session, seller.id, queries],
  );
}

const productsKey = (sellerId: string) => ["kitchen-products", sellerId];

export function useProducts(): readonly Product[] | undefined {
  const { session, seller } = useDesk();
  const { data } = useQuery({
    queryKey: productsKey(seller.id),
    queryFn: async () => {
      const query = { sellerId: seller.id, limit: 100 };
      const { entries } = await wholeList(
        (cursor) => session.client.ask("get", "/api/products", { query: { ...query, cursor } }),
        ({ products }) => products,
      );
      return entries.filter(({ active }) => active);
    },
    refetchInterval: AGAIN,
  });
  return data;
}

/** Takes a product off sale until this moment; null offers it again. */
export function useSwitchProduct(): (id: string, offUntil: string | null) => Promise<void> {
  const { session, seller } = useDesk();
  const queries = useQueryClient();
  return useCallback(
    async (id, offUntil) => {
      const path = { id };
      const body = { offUntil };
      const { product } = await session.client.ask("patch", "/api/products/{id}", { path, body });
      queries.setQueryData<readonly Product[]>(productsKey(seller.id), (was) =>
        was?.map((one) => (one.id === id ? product : one)),
      );
    },
    [session, seller.id, queries],
  );
}

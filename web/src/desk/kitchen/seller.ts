/** What a busy kitchen changes of its seller and products, and what of that holds now. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { BodyOf } from "~/api/client";
import { wholeList } from "~/api/pages";
import type { components } from "~/api/schema";
import { type Seller, useDesk } from "../desk-context";
import { sellerQuery } from "../who";

export type Product = components["schemas"]["Product"];

/** How often it is looked whether somebody has changed them elsewhere. */
const AGAIN = 60_000;

/** Reads the seller again from time to time; the gate hands what is read to the whole desk. */
export function useFreshSeller(): void {
  const { seller } = useDesk();
  useQuery({ ...sellerQuery(seller.id), refetchInterval: AGAIN });
}

type SellerChange = BodyOf<"/api/sellers/{id}", "patch">;

/**
 * Changes the seller. No version goes along: these settings are set as a whole, and what somebody changes of the
 * others meanwhile stays.
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

/** Takes a product off until this moment; null offers it again. */
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

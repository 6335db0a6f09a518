/** What is read of products and stock, and what is changed. Each answer stands at once in the list and on its page. */
import { type QueryClient, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { type Whole, wholeList } from "~/api/pages";
import { clock } from "~/lib/time";
import { useDesk } from "../desk-context";
import { useLive } from "../shell/live";
import type { NewProduct, Product, ProductChange, StockAdjustment } from "./types";

/** Orders take stock all the time. */
const AGAIN = 30_000;

interface ProductList extends Whole<Product> {
  /** When it was read, by the server's clock. */
  at: number;
}

const listKey = (sellerId: string) => ["products", sellerId] as const;
const productKey = (id: string) => ["product", id] as const;
const changesKey = (id: string) => ["stock-changes", id] as const;

/** Puts what the server answered in the place of what was read before. */
function keep(queries: QueryClient, product: Product): void {
  queries.setQueryData<Product>(productKey(product.id), product);
  queries.setQueryData<ProductList>(listKey(product.sellerId), (was) => {
    if (was === undefined) return was;
    const known = was.entries.some(({ id }) => id === product.id);
    const entries = known
      ? was.entries.map((one) => (one.id === product.id ? product : one))
      : [...was.entries, product];
    return { ...was, entries };
  });
}

/** Every product of the seller. Whoever pauses updates keeps what is read. */
export function useProducts() {
  const { session, seller } = useDesk();
  const { state } = useLive();
  return useQuery({
    queryKey: listKey(seller.id),
    queryFn: async (): Promise<ProductList> => {
      const query = { sellerId: seller.id, limit: 100 };
      const whole = await wholeList(
        (cursor) => session.client.ask("get", "/api/products", { query: { ...query, cursor } }),
        ({ products }) => products,
      );
      return { ...whole, at: clock.now() };
    },
    refetchInterval: state === "live" ? AGAIN : false,
  });
}

/** One product. `fresh` reads it again from time to time. */
export function useProduct(id: string) {
  const { session } = useDesk();
  return useQuery({
    queryKey: productKey(id),
    queryFn: async (): Promise<Product> =>
      (await session.client.ask("get", "/api/products/{id}", { path: { id } })).product,
  });
}

/** Reads a product again, and returns it. */
export function useReadAgain(): (id: string) => Promise<Product> {
  const { session } = useDesk();
  const queries = useQueryClient();
  return useCallback(
    async (id) => {
      const { product } = await session.client.ask("get", "/api/products/{id}", { path: { id } });
      keep(queries, product);
      return product;
    },
    [session, queries],
  );
}

/** Its changes by hand, newest first. */
export function useStockChanges(id: string, limit: number) {
  const { session } = useDesk();
  return useInfiniteQuery({
    queryKey: [...changesKey(id), limit],
    queryFn: ({ pageParam: cursor }) =>
      session.client.ask("get", "/api/products/{id}/stock/changes", {
        path: { id },
        query: { limit, cursor },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ pagination }) => pagination.nextCursor ?? undefined,
  });
}

export interface Writing {
  create: (body: NewProduct, key: string) => Promise<Product>;
  /** Refused when somebody has changed it since this version. */
  change: (product: Product, body: ProductChange) => Promise<Product>;
  putImage: (product: Product, file: Blob, alt: string) => Promise<Product>;
  adjust: (id: string, body: StockAdjustment, key: string) => Promise<Product>;
}

export function useWriting(): Writing {
  const { session } = useDesk();
  const queries = useQueryClient();
  const { client } = session;
  const kept = (product: Product): Product => {
    keep(queries, product);
    return product;
  };
  return {
    async create(body, idempotencyKey) {
      return kept((await client.ask("post", "/api/products", { body, idempotencyKey })).product);
    },
    async change({ id, version }, body) {
      const ask = { path: { id }, body, ifMatch: version };
      return kept((await client.ask("patch", "/api/products/{id}", ask)).product);
    },
    async putImage({ id, version }, file, alt) {
      const ask = { path: { id }, query: { alt }, file, ifMatch: version };
      return kept((await client.ask("put", "/api/products/{id}/image", ask)).product);
    },
    async adjust(id, body, idempotencyKey) {
      const ask = { path: { id }, body, idempotencyKey };
      const { product } = await client.ask("post", "/api/products/{id}/stock", ask);
      void queries.invalidateQueries({ queryKey: changesKey(id) });
      return kept(product);
    },
  };
}

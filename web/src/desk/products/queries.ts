/** Queries and changes of products and stock. Each response is shown at once in the list and on the product's page. */
import { type QueryClient, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { type Whole, wholeList } from "~/api/pages";
import { clock } from "~/lib/time";
import { useDesk } from "../desk-context";
import { useLive } from "../shell/live";
import { later } from "./list";
import type { NewProduct, Product, ProductChange, StockAdjustment } from "./types";

/** Orders take stock at any time. */
const AGAIN = 30_000;

interface ProductList extends Whole<Product> {
  /** When it was read, by the server's clock. */
  at: number;
}

const listKey = (sellerId: string) => ["products", sellerId] as const;
const productKey = (id: string) => ["product", id] as const;
const changesKey = (id: string) => ["stock-changes", id] as const;

/** The known state of a product, from its page or the list. */
function known(queries: QueryClient, sellerId: string, id: string): Product | undefined {
  const list = queries.getQueryData<ProductList>(listKey(sellerId));
  const one = queries.getQueryData<Product>(productKey(id));
  const listed = list?.entries.find((entry) => entry.id === id);
  return one === undefined ? listed : later(one, listed);
}

/** Replaces the known state by the server's response. */
function keep(queries: QueryClient, answer: Product): Product {
  const product = later(answer, known(queries, answer.sellerId, answer.id));
  queries.setQueryData<Product>(productKey(product.id), product);
  queries.setQueryData<ProductList>(listKey(product.sellerId), (was) => {
    if (was === undefined) return was;
    const listed = was.entries.some(({ id }) => id === product.id);
    const entries = listed
      ? was.entries.map((one) => (one.id === product.id ? product : one))
      : [...was.entries, product];
    return { ...was, entries };
  });
  return product;
}

/** Every product of the seller. Paused updates keep the present data. */
export function useProducts() {
  const { session, seller } = useDesk();
  const { state } = useLive();
  const queries = useQueryClient();
  return useQuery({
    queryKey: listKey(seller.id),
    queryFn: async (): Promise<ProductList> => {
      const query = { sellerId: seller.id, limit: 100 };
      const whole = await wholeList(
        (cursor) => session.client.ask("get", "/api/products", { query: { ...query, cursor } }),
        ({ products }) => products,
      );
      // Changes that were made here during the read are later than the list.
      const before = queries.getQueryData<ProductList>(listKey(seller.id))?.entries ?? [];
      const byId = new Map(before.map((product) => [product.id, product]));
      const entries = whole.entries.map((product) => later(product, byId.get(product.id)));
      return { ...whole, entries, at: clock.now() };
    },
    refetchInterval: state === "live" ? AGAIN : false,
  });
}

/** One product, with its stock read regularly. */
export function useProduct(id: string) {
  const { session } = useDesk();
  const { state } = useLive();
  const queries = useQueryClient();
  return useQuery({
    queryKey: productKey(id),
    queryFn: async (): Promise<Product> => {
      const { product } = await session.client.ask("get", "/api/products/{id}", { path: { id } });
      return later(product, known(queries, product.sellerId, id));
    },
    refetchInterval: state === "live" ? AGAIN : false,
  });
}

/** Reads a product again with its adjustments, and returns it. */
export function useReadAgain(): (id: string) => Promise<Product> {
  const { session } = useDesk();
  const queries = useQueryClient();
  return useCallback(
    async (id) => {
      const { product } = await session.client.ask("get", "/api/products/{id}", { path: { id } });
      void queries.invalidateQueries({ queryKey: changesKey(id) });
      return keep(queries, product);
    },
    [session, queries],
  );
}

/** Its adjustments, newest first. */
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
  /** Refused after a concurrent change of this version. */
  change: (product: Product, body: ProductChange) => Promise<Product>;
  putImage: (product: Product, file: Blob, alt: string) => Promise<Product>;
  adjust: (id: string, body: StockAdjustment, key: string) => Promise<Product>;
}

export function useWriting(): Writing {
  const { session } = useDesk();
  const queries = useQueryClient();
  const { client } = session;
  const kept = (product: Product): Product => keep(queries, product);
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

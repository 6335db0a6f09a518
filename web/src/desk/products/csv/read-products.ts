/** Reads the data that an import is compared with: the seller's products, and the owners of unknown ids. */
import type { Client } from "~/api/client";
import { pagesOf } from "~/api/pages";
import { Problem } from "~/api/problem";
import type { Product } from "./columns";

const PAGE = 100;

export async function readProducts(
  client: Client,
  sellerId: string,
  signal: AbortSignal,
  progress: (count: number) => void = () => {},
): Promise<Product[]> {
  const products: Product[] = [];
  const query = { sellerId, limit: PAGE };
  for await (const page of pagesOf((cursor) =>
    client.ask("get", "/api/products", { query: { ...query, cursor }, signal }),
  )) {
    products.push(...page.products);
    progress(products.length);
  }
  return products;
}

/** The most ids that are looked up; the others are reported as unknown. */
const LOOKED_UP = 40;

/** Which of these ids belong to products of other sellers. */
export async function elsewhereOf(
  client: Client,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<Set<string>> {
  const found = new Set<string>();
  const left = ids.slice(0, LOOKED_UP);
  const next = async (): Promise<void> => {
    const id = left.shift();
    if (id === undefined) return;
    try {
      await client.ask("get", "/api/products/{id}", { path: { id }, signal });
      found.add(id);
    } catch (error) {
      if (!(error instanceof Problem) || error.passing) throw error;
    }
    return next();
  };
  await Promise.all(Array.from({ length: 4 }, next));
  return found;
}

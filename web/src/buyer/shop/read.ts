/** Reads the shop's data, and reads them again: regularly while the page is visible, and after a failure. */
import { useCallback, useEffect, useState } from "react";
import { Client } from "~/api/client";
import { pagesOf } from "~/api/pages";
import { Problem } from "~/api/problem";
import type { Product, Seller } from "../cart/types";

export const client = new Client();

/** The interval between two reads of the stock, in milliseconds. */
const EVERY = 20_000;

export interface Read<T> {
  value?: T;
  problem?: Problem;
  again(): void;
}

/** The result of `read`, with the former result while it is read again. */
export function useRead<T>(key: string, read: (signal: AbortSignal) => Promise<T>, every = EVERY): Read<T> {
  const [state, setState] = useState<{ key: string; value?: T; problem?: Problem }>({ key });
  const [turn, setTurn] = useState(0);
  const again = useCallback(() => setTurn((now) => now + 1), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` says what `read` reads, `turn` reads again.
  useEffect(() => {
    const stop = new AbortController();
    read(stop.signal)
      .then((value) => setState({ key, value }))
      .catch((problem: unknown) => {
        if (stop.signal.aborted || !(problem instanceof Problem)) return;
        setState((now) => ({ ...(now.key === key && now), key, problem }));
      });
    return () => stop.abort();
  }, [key, turn]);

  useEffect(() => {
    const look = () => document.visibilityState === "visible" && again();
    const timer = setInterval(look, every);
    document.addEventListener("visibilitychange", look);
    addEventListener("online", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
      removeEventListener("online", look);
    };
  }, [again, every]);

  if (state.key !== key) return { again };
  return {
    again,
    ...(state.value !== undefined && { value: state.value }),
    ...(state.problem && { problem: state.problem }),
  };
}

export async function readSeller(id: string, signal: AbortSignal): Promise<Seller> {
  const { seller } = await client.ask("get", "/api/sellers/{id}", { path: { id }, signal });
  return seller;
}

export async function readSellers(signal: AbortSignal): Promise<Seller[]> {
  const sellers: Seller[] = [];
  const read = (cursor: string | undefined) =>
    client.ask("get", "/api/sellers", { query: { limit: 100, cursor }, signal });
  for await (const page of pagesOf(read)) sellers.push(...page.sellers);
  return sellers;
}

export async function readProducts(sellerId: string, signal: AbortSignal): Promise<Product[]> {
  const products: Product[] = [];
  const read = (cursor: string | undefined) =>
    client.ask("get", "/api/products", { query: { sellerId, limit: 100, cursor }, signal });
  for await (const page of pagesOf(read)) products.push(...page.products);
  return products;
}

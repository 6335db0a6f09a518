/** The signed-in person, and the seller whose orders are shown. Data of the first requests are not requested again. */
import { queryOptions } from "@tanstack/react-query";
import { early, session } from "./begin";
import type { Seller } from "./desk-context";

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: async () => (await early.me()) ?? session.client.ask("get", "/api/me"),
  staleTime: Number.POSITIVE_INFINITY,
});

export const sellerQuery = (id: string) =>
  queryOptions({
    queryKey: ["seller", id],
    queryFn: async (): Promise<Seller> => {
      const begun = await early.seller();
      if (begun?.id === id) return begun;
      return (await session.client.ask("get", "/api/sellers/{id}", { path: { id } })).seller;
    },
    staleTime: 60_000,
  });

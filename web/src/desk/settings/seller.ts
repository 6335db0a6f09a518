/** The seller whose settings are shown: read again when a part is opened, and changed one part at a time. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { BodyOf } from "~/api/client";
import { type Draft, type Faults, useDraft } from "~/form/use-draft";
import { type Seller, useDesk } from "../desk-context";
import { sellerQuery } from "../who";

export type Change = BodyOf<"/api/sellers/{id}", "patch">;

interface Options<D extends object> {
  read: (seller: Seller) => D;
  /** `was` is the version that was read, for values that are sent only when they change. */
  body: (typed: D, was: D) => Change;
  check?: (typed: D) => Faults;
}

export function useSellerDraft<D extends object>({ body, ...options }: Options<D>): Draft<Seller, D> {
  const { session, seller } = useDesk();
  const queries = useQueryClient();
  const path = { id: seller.id };
  const put = (changed: Seller) => {
    queries.setQueryData<Seller>(["seller", seller.id], changed);
    return changed;
  };
  return useDraft<Seller, D>({
    ...options,
    current: seller,
    send: async (typed, was) => {
      const change = { path, body: body(typed, was.values), ifMatch: was.record.version };
      return put((await session.client.ask("patch", "/api/sellers/{id}", change)).seller);
    },
    reread: async () => put((await session.client.ask("get", "/api/sellers/{id}", { path })).seller),
  });
}

/** The settings may have been changed since the pages were opened. */
export function useFreshSeller(): void {
  const { seller } = useDesk();
  useQuery({ ...sellerQuery(seller.id), staleTime: 0, refetchOnMount: "always" });
}

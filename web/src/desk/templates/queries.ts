/** The seller's templates, and the products in them. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { type Whole, wholeList } from "~/api/pages";
import type { components } from "~/api/schema";
import { useDesk } from "../desk-context";

export type Template = components["schemas"]["OrderTemplate"];
export type Product = components["schemas"]["Product"];

const listKey = (sellerId: string) => ["templates", sellerId];
const oneKey = (id: string) => ["template", id];

export function useTemplates() {
  const { session, seller } = useDesk();
  return useQuery({
    queryKey: listKey(seller.id),
    queryFn: () =>
      wholeList(
        (cursor) =>
          session.client.ask("get", "/api/order-templates", {
            query: { sellerId: seller.id, limit: 100, cursor },
          }),
        ({ templates }) => templates,
      ),
    // Schedules place orders meanwhile.
    refetchInterval: 60_000,
    refetchOnMount: "always",
  });
}

export function useTemplate(id: string) {
  const { session } = useDesk();
  return useQuery({
    queryKey: oneKey(id),
    queryFn: async () =>
      (await session.client.ask("get", "/api/order-templates/{id}", { path: { id } })).template,
    refetchInterval: 60_000,
    refetchOnMount: "always",
  });
}

/** Shows the response to a change, in the list and on the template's page. */
export function usePutTemplate(): (template: Template) => void {
  const { seller } = useDesk();
  const queries = useQueryClient();
  return useCallback(
    (template) => {
      queries.setQueryData<Template>(oneKey(template.id), template);
      queries.setQueryData<Whole<Template>>(
        listKey(seller.id),
        (was) =>
          was && {
            ...was,
            entries: was.entries.some(({ id }) => id === template.id)
              ? was.entries.map((one) => (one.id === template.id ? template : one))
              : [template, ...was.entries],
          },
      );
    },
    [queries, seller.id],
  );
}

export function useForgetTemplate(): (id: string) => void {
  const { seller } = useDesk();
  const queries = useQueryClient();
  return useCallback(
    (id) => {
      queries.setQueryData<Whole<Template>>(
        listKey(seller.id),
        (was) => was && { ...was, entries: was.entries.filter((one) => one.id !== id) },
      );
      queries.removeQueries({ queryKey: oneKey(id) });
    },
    [queries, seller.id],
  );
}

export function useProducts() {
  const { session, seller } = useDesk();
  return useQuery({
    queryKey: ["template-products", seller.id],
    queryFn: () =>
      wholeList(
        (cursor) =>
          session.client.ask("get", "/api/products", { query: { sellerId: seller.id, limit: 100, cursor } }),
        ({ products }) => products,
      ),
    staleTime: 60_000,
  });
}

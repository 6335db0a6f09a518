/** Named views: filters, sorting, columns and form, stored in this browser for each seller. */
import { useMemo, useState } from "react";
import { useDesk } from "../desk-context";
import { type OrderSearch, parseOrderSearch, without } from "./search";

export interface View {
  name: string;
  search: OrderSearch;
}

/** A search as a view stores it: without the open order. */
export const asView = (search: OrderSearch): OrderSearch => without({ ...search, order: undefined });

/** Whether two searches show equal lists. */
export function sameView(one: OrderSearch, other: OrderSearch): boolean {
  const text = (search: OrderSearch) =>
    JSON.stringify(Object.entries(asView(search)).sort(([a], [b]) => (a < b ? -1 : 1)));
  return text(one) === text(other);
}

export function readViews(kept: string | null): View[] {
  try {
    const read: unknown = JSON.parse(kept ?? "[]");
    if (!Array.isArray(read)) return [];
    return read.flatMap((view: Partial<View> | null) =>
      typeof view?.name === "string" &&
      view.name !== "" &&
      typeof view.search === "object" &&
      view.search !== null
        ? [{ name: view.name, search: asView(parseOrderSearch(view.search as Record<string, unknown>)) }]
        : [],
    );
  } catch {
    return [];
  }
}

export function useViews() {
  const { seller } = useDesk();
  const key = `docket-views-${seller.id}`;
  const [views, setViews] = useState(() => {
    try {
      return readViews(localStorage.getItem(key));
    } catch {
      return [];
    }
  });
  return useMemo(() => {
    const keep = (next: View[]) => {
      setViews(next);
      try {
        localStorage.setItem(key, JSON.stringify(next));
      } catch {
        // Then it lasts until this page is closed.
      }
    };
    return {
      views,
      /** Stores a view; it replaces one with an equal name. */
      save: (name: string, search: OrderSearch) =>
        keep([...views.filter((view) => view.name !== name), { name, search: asView(search) }]),
      remove: (name: string) => keep(views.filter((view) => view.name !== name)),
    };
  }, [views, key]);
}

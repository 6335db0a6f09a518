/** The part of dispatch that a phone shows. Wide windows show both. */
export type Part = "waiting" | "batches";

export interface DispatchSearch {
  part?: Part;
}

export function parseDispatchSearch(search: Record<string, unknown>): DispatchSearch {
  return search.part === "batches" ? { part: "batches" } : {};
}

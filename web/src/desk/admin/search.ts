/** The search parameters of the administration: the part, and its filters. */
import { PHASES, type Phase } from "../open-orders/types";

export const PARTS = ["orders", "sellers", "lifecycles", "stock", "health"] as const;
export type Part = (typeof PARTS)[number];

export const LIFECYCLES = ["producer", "shop", "kitchen", "marketplace"] as const;
export type LifecycleName = (typeof LIFECYCLES)[number];

/** The filters of the list of orders. */
export interface OrderFilters {
  seller?: string;
  inPhase?: Phase;
  /** A status of the chosen seller's lifecycle. */
  inStatus?: string;
  /** Calendar days. The API refuses a last day before the first. */
  from?: string;
  to?: string;
  /** Not `q`, which is the parameter of the orders page. */
  text?: string;
}

export interface AdminSearch extends OrderFilters {
  /** Absent for orders. */
  part?: Exclude<Part, "orders">;
  lifecycle?: LifecycleName;
  /** Of the lifecycle; absent for the first one. */
  version?: number;
}

const FILTERS = ["seller", "inPhase", "inStatus", "from", "to", "text"] as const;

const ID = /^[A-Za-z0-9_-]{1,64}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const LONGEST = 100;

/** The valid parameters of an address. Invalid ones are ignored. */
export function parseAdminSearch(search: Record<string, unknown>): AdminSearch {
  const text = String(search.text ?? "").slice(0, LONGEST);
  const version = Number(search.version);
  return without({
    part: PARTS.slice(1).find((part) => part === search.part) as AdminSearch["part"],
    lifecycle: LIFECYCLES.find((name) => name === search.lifecycle),
    version: Number.isSafeInteger(version) && version > 1 ? version : undefined,
    seller: matching(search.seller, ID),
    inPhase: PHASES.find((phase) => phase === search.inPhase),
    inStatus: matching(search.inStatus, ID),
    from: matching(search.from, DAY),
    to: matching(search.to, DAY),
    text: text.trim() === "" ? undefined : text,
  });
}

/** A copy without undefined values, so that the address does not contain them. */
export function without(search: { [K in keyof AdminSearch]?: AdminSearch[K] | undefined }): AdminSearch {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as AdminSearch;
}

export const isFiltered = (search: AdminSearch): boolean =>
  FILTERS.some((name) => search[name] !== undefined);

function matching(value: unknown, pattern: RegExp): string | undefined {
  const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
  return pattern.test(text) ? text : undefined;
}

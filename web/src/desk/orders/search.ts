/** The search parameters of the orders page: filters, form, and the open order. */
import {
  METHODS,
  type Method,
  PAYMENTS,
  type PaymentStatus,
  PHASES,
  type Phase,
  PRIORITIES,
  type Priority,
} from "../open-orders/types";

export const TABS = ["now", "late", "scheduled", "unpaid", "done"] as const;
export type Tab = (typeof TABS)[number];

/** The columns of the table in their usual order. */
export const COLUMNS = [
  "number",
  "placed",
  "wanted",
  "name",
  "items",
  "total",
  "pay",
  "method",
  "driver",
  "status",
  "target",
] as const;
export type ColumnId = (typeof COLUMNS)[number];

/** A column, with a leading `-` for descending. */
export type Sort = ColumnId | `-${ColumnId}`;

/** The filters of the list. A list of values means any of them. */
export interface Filters {
  phase?: Phase[];
  status?: string[];
  payment?: PaymentStatus[];
  method?: Method[];
  zone?: string[];
  /** Members, or `none` for orders without a driver. */
  driver?: string[];
  meal?: string[];
  priority?: Priority[];
  late?: true;
  /** `today`, `yesterday`, `tomorrow`, a day or `from..to`; for `wanted` also `soon`, which is without a time. */
  placed?: string;
  wanted?: string;
  /** Minor units. */
  min?: number;
  max?: number;
  q?: string;
}

export interface OrderSearch extends Filters {
  /** Absent for *Now*. */
  tab?: Exclude<Tab, "now">;
  /** Absent for the board. */
  view?: "table";
  sort?: Sort;
  /** The columns that are shown, in order; absent for all. */
  cols?: ColumnId[];
  /** The order in the drawer. */
  order?: string;
}

/** Changed parameters; undefined removes one. */
export type SearchChange = { [K in keyof OrderSearch]?: OrderSearch[K] | undefined };

export const FILTERS = [
  "phase",
  "status",
  "payment",
  "method",
  "zone",
  "driver",
  "meal",
  "priority",
  "late",
  "placed",
  "wanted",
  "min",
  "max",
  "q",
] as const satisfies readonly (keyof Filters)[];

/** Removes every filter. */
export const NO_FILTERS: SearchChange = Object.fromEntries(FILTERS.map((name) => [name, undefined]));

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const ORDER = /^ORD-\d{8}-[0-9A-HJKMNP-TV-Z]{10}$/;
const LONGEST = 100;

/** The valid parameters of an address. Invalid ones are ignored: a wrong filter shows more, never an error. */
export function parseOrderSearch(search: Record<string, unknown>): OrderSearch {
  return without({
    tab: one(search.tab, TABS.slice(1) as Exclude<Tab, "now">[]),
    view: one(search.view, ["table"] as const),
    sort: one(search.sort, [...COLUMNS, ...COLUMNS.map((id) => `-${id}` as const)]),
    cols: columns(search.cols),
    order: typeof search.order === "string" && ORDER.test(search.order) ? search.order : undefined,
    phase: list(search.phase, PHASES),
    status: texts(search.status),
    payment: list(search.payment, PAYMENTS),
    method: list(search.method, METHODS),
    zone: texts(search.zone),
    driver: texts(search.driver),
    meal: texts(search.meal),
    priority: list(search.priority, PRIORITIES),
    late: search.late === true || search.late === "true" ? true : undefined,
    placed: days(search.placed, ["today", "yesterday"]),
    wanted: days(search.wanted, ["today", "tomorrow", "soon"]),
    min: amount(search.min),
    max: amount(search.max),
    q: text(search.q),
  });
}

/** A copy without undefined values, so that the address does not contain them. */
export function without(search: SearchChange): OrderSearch {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as OrderSearch;
}

/** The number of active filters, without the text. */
export function filterCount(search: OrderSearch): number {
  return FILTERS.filter((name) => name !== "q" && search[name] !== undefined).length;
}

function one<T extends string>(value: unknown, of: readonly T[]): T | undefined {
  return of.find((each) => each === value);
}

/** The number is the link to the order, and cannot be removed. */
function columns(value: unknown): ColumnId[] | undefined {
  const found = list(value, COLUMNS);
  return found === undefined || found.includes("number") ? found : ["number", ...found];
}

function many(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  return typeof value === "string" ? value.split(",") : typeof value === "number" ? [value] : [];
}

function list<T extends string>(value: unknown, of: readonly T[]): T[] | undefined {
  const found = many(value).filter((each): each is T => of.includes(each as T));
  return found.length > 0 ? [...new Set(found)] : undefined;
}

function texts(value: unknown): string[] | undefined {
  const found = many(value)
    .map((each) => text(each))
    .filter((each) => each !== undefined);
  return found.length > 0 ? [...new Set(found)] : undefined;
}

function text(value: unknown): string | undefined {
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  const kept = String(value).slice(0, LONGEST);
  return kept.trim() === "" ? undefined : kept;
}

function days(value: unknown, words: readonly string[]): string | undefined {
  if (typeof value !== "string") return undefined;
  if (words.includes(value)) return value;
  const [from = "", to = from] = value.split("..");
  return [from, to].every((day) => DAY.test(day) && !Number.isNaN(Date.parse(day))) && from <= to
    ? value
    : undefined;
}

function amount(value: unknown): number | undefined {
  const number = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

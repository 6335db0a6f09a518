/** The columns of a file of products, and what a row of it says. */
import type { components } from "~/api/schema";

export type Product = components["schemas"]["Product"];
export type Extra = components["schemas"]["AddonOffer"];

/** In the order in which they are written. Images and times off sale are not in the file. */
export const COLUMNS = [
  "id",
  "name",
  "description",
  "category",
  "position",
  "price",
  "currency",
  "stock",
  "taken",
  "low_stock_at",
  "main_course",
  "active",
  "extras",
] as const;
export type Column = (typeof COLUMNS)[number];

export const isColumn = (name: string): name is Column => (COLUMNS as readonly string[]).includes(name);

/** An extra as a file says it; without an id it keeps that of its name, or is given one. */
export interface WrittenExtra {
  name: string;
  id: string | null;
  price: number;
}

/** What a row says. What is absent stays as it is; null clears. */
export interface Values {
  id?: string;
  name?: string;
  description?: string | null;
  category?: string | null;
  position?: number;
  price?: number;
  stock?: number;
  taken?: number;
  lowStockAt?: number | null;
  isMainCourse?: boolean;
  active?: boolean;
  extras?: readonly WrittenExtra[];
}

/** What is wrong with a file, a row or a cell. */
export type Wrong =
  | { kind: "unclosed" | "afterQuote" | "columnTwice" | "noKeyColumn" | "noKey" }
  | { kind: "cellCount"; found: number; wanted: number }
  | { kind: "unknownColumn"; like: Column | null }
  | { kind: "badId" | "unknownId" | "otherSeller" | "missing" | "control" | "invisible" }
  | { kind: "ambiguous"; count: number }
  | { kind: "duplicate"; line: number }
  | { kind: "tooLong"; most: number; found: number }
  | { kind: "negative" | "notWhole" | "notANumber" | "notYesNo" }
  | { kind: "tooLarge"; most: string }
  | { kind: "notAnAmount"; example: string }
  | { kind: "decimals"; digits: number; currency: string }
  | { kind: "currency"; wanted: string }
  | { kind: "extraForm"; example: string }
  | { kind: "extraTwice"; id: string }
  | { kind: "tooManyExtras"; most: number; found: number }
  | { kind: "stockTaken"; least: number };

export interface Fault {
  /** The line of the file, as an editor counts them. */
  line: number;
  /** The row of a spreadsheet; another number where cells before it hold line breaks. */
  row: number;
  /** The name of the column; null for what is about the whole row. */
  column: string | null;
  /** What stands there. */
  value: string;
  wrong: Wrong;
}

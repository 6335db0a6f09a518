/** The columns of a file of products, and the parsed rows. */
import type { components } from "~/api/schema";

export type Product = components["schemas"]["Product"];
export type Extra = components["schemas"]["AddonOffer"];

/** In the order in which they are written. The file contains neither images nor times off sale. */
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

/** An extra in a file; without an id it keeps the id of an extra with its name, or gets a new one. */
export interface WrittenExtra {
  name: string;
  id: string | null;
  price: number;
}

/** The values of a row. An absent value changes nothing; null clears. */
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

/** The kinds of errors in a file, a row or a cell. */
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
  /** The row of a spreadsheet; it differs from the line when earlier cells contain line breaks. */
  row: number;
  /** The name of the column; null for an error of the whole row. */
  column: string | null;
  /** The content of the cell. */
  value: string;
  wrong: Wrong;
}

/** The filters of the list are in its address. Invalid parameters are ignored. */
import { store } from "~/lib/store";

export const SHOWS = ["low", "out", "off"] as const;
export type Show = (typeof SHOWS)[number];

export interface ProductSearch {
  /** A part of the name or of the description. */
  text?: string;
  /** A category; empty for products without one. */
  category?: string;
  /** Only products that are low, sold out, or off sale. */
  show?: Show;
}

const LONGEST = 100;

/** An address may contain anything, and `12` in it is parsed as a number. */
const textOf = (value: unknown): string | undefined =>
  typeof value === "string" || typeof value === "number" ? String(value).slice(0, LONGEST) : undefined;

export function parseProductSearch(raw: Record<string, unknown>): ProductSearch {
  const text = textOf(raw.text);
  const category = textOf(raw.category);
  const show = SHOWS.find((one) => one === raw.show);
  return {
    ...(text && { text }),
    ...(category !== undefined && { category }),
    ...(show && { show }),
  };
}

export const isFiltered = ({ text, category, show }: ProductSearch): boolean =>
  text !== undefined || category !== undefined || show !== undefined;

/** The last filters, for returning from one product. */
export const lastSearch = store<ProductSearch>({});

/** The table of products: sorting, filtering, and stock. */
import type { ProductSearch } from "./search";
import type { Product } from "./types";

export type Level = "enough" | "low" | "out";

/** The stock, including that of a product off sale, which buyers cannot order. */
export const stockOf = ({ stock, available }: Product): number => stock?.available ?? available;

/** `1,024`, as the reader's language writes it; with a true minus sign. */
export const counted = (count: number): string =>
  new Intl.NumberFormat(document.documentElement.lang).format(count).replace("-", "−");

/** The number of pieces that were ever moved: it only grows, so it orders two states of a product. */
const moved = ({ stock }: Product): number =>
  stock ? stock.received + stock.writtenOff + stock.taken + stock.returned : 0;

/** The later of two states of a product: a slow response may be older than the known state. */
export function later(read: Product, known: Product | undefined): Product {
  if (known === undefined || known.id !== read.id) return read;
  const older =
    read.version < known.version || (read.version === known.version && moved(read) < moved(known));
  return older ? known : read;
}

/** The pieces that orders have taken, without those that stopped orders returned. */
export const takenOf = ({ stock }: Product): number => (stock ? stock.taken - stock.returned : 0);

export function levelOf(product: Product): Level {
  const left = stockOf(product);
  if (left === 0) return "out";
  return product.lowStockAt !== undefined && left <= product.lowStockAt ? "low" : "enough";
}

/** Whether it is for sale; `until` for a product that will be for sale again automatically. */
export type Sale = { state: "on" } | { state: "off" } | { state: "until"; at: number };

export function saleOf({ active, offUntil }: Pick<Product, "active" | "offUntil">, now: number): Sale {
  if (!active) return { state: "off" };
  const at = offUntil === undefined ? 0 : Date.parse(offUntil);
  return at > now ? { state: "until", at } : { state: "on" };
}

/** A full bar is four times the low mark, so that equal bars mean equal urgency. */
const FULL = 4;

/** The bar of the stock, in percent, with the low mark on it; null for a product without a low mark. */
export function barOf(product: Product): { left: number; mark: number } | null {
  const mark = product.lowStockAt ?? 0;
  if (mark === 0) return null;
  return { left: Math.min(100, (100 * stockOf(product)) / (FULL * mark)), mark: 100 / FULL };
}

/** Categories in the shop's order, by their first product; products without a category come last. */
export function sorted(products: readonly Product[], language: string): Product[] {
  const first = new Map<string, number>();
  for (const { category, position } of products) {
    if (category !== undefined)
      first.set(category, Math.min(position, first.get(category) ?? Number.POSITIVE_INFINITY));
  }
  const place = ({ category }: Product) =>
    category === undefined ? Number.POSITIVE_INFINITY : (first.get(category) ?? 0);
  const names = new Intl.Collator(language);
  // Two categories may begin at equal positions, and no category has the last position.
  const compare = (one: number, other: number) => (one === other ? 0 : one - other);
  return [...products].sort(
    (one, other) =>
      compare(place(one), place(other)) ||
      names.compare(one.category ?? "", other.category ?? "") ||
      one.position - other.position ||
      names.compare(one.name, other.name),
  );
}

/** Categories in the order of sorted products; null stands for none. */
export function categoriesOf(products: readonly Product[]): (string | null)[] {
  return [...new Set(products.map(({ category }) => category ?? null))];
}

/** Products that match the text and the category; `show` filters further. */
export function found(
  products: readonly Product[],
  { text, category }: ProductSearch,
  language: string,
): Product[] {
  const wanted = (text ?? "").trim().toLocaleLowerCase(language);
  return products.filter((product) => {
    if (category !== undefined && (product.category ?? "") !== category) return false;
    const words = `${product.name}\n${product.description ?? ""}`;
    return words.toLocaleLowerCase(language).includes(wanted);
  });
}

export function shown(product: Product, show: ProductSearch["show"], now: number): boolean {
  switch (show) {
    case undefined:
      return true;
    case "low":
      return levelOf(product) === "low";
    case "out":
      return levelOf(product) === "out";
    case "off":
      return saleOf(product, now).state !== "on";
  }
}

/**
 * The plan of an import, without side effects: the new rows, the changes of products, and all errors. Rows are matched by
 * id, else by exact name.
 */
import type { BodyOf } from "~/api/client";
import type { Column, Extra, Fault, Product, Values, Wrong } from "./columns";
import { withIds } from "./extras";
import { LIMITS } from "./limits";
import type { Sheet, SheetRow } from "./sheet";

export type NewProduct = BodyOf<"/api/products", "post">;
export type ProductPatch = BodyOf<"/api/products/{id}", "patch">;

export type ShownValue = string | number | boolean | null | readonly Extra[];
export interface Change {
  column: Column;
  from: ShownValue;
  to: ShownValue;
}

interface Planned {
  line: number;
  row: number;
  name: string;
}
export type NewRow = Planned & { kind: "new"; body: NewProduct; key: string };
export type ChangedRow = Planned & {
  kind: "changed";
  product: Product;
  changes: readonly Change[];
  /** Null when only the stock changes. */
  patch: ProductPatch | null;
  /** The quantity to add or, if negative, to write off. */
  stockChange: number;
  key: string;
};
export type SameRow = Planned & { kind: "same" };
export type PlannedRow = NewRow | ChangedRow | SameRow;

export interface Plan {
  fresh: NewRow[];
  changed: ChangedRow[];
  same: SameRow[];
  faults: Fault[];
  rows: number;
}

export interface Known {
  sellerId: string;
  products: readonly Product[];
  /** Ids of the file that belong to products of other sellers. */
  elsewhere: ReadonlySet<string>;
  hash: string;
}

/** Ids of the file that belong to no product of the seller. */
export function unknownIds(sheet: Sheet, products: readonly Product[]): string[] {
  const known = new Set(products.map(({ id }) => id));
  return [...new Set(sheet.rows.flatMap(({ values: { id } }) => (id && !known.has(id) ? id : [])))];
}

export function planOf(sheet: Sheet, known: Known): Plan {
  const plan: Plan = { fresh: [], changed: [], same: [], faults: [...sheet.faults], rows: sheet.rows.length };
  const match = matcher(known);
  const seen = new Map<string, number>();
  for (const row of sheet.rows) {
    const faults = [...row.faults];
    const fault = (column: Column | null, wrong: Wrong) =>
      faults.push({
        line: row.line,
        row: row.row,
        column,
        value: (column && row.texts[column]) ?? "",
        wrong,
      });
    // A row with a wrong number of cells, or with an unreadable key, belongs to no product.
    const unreadable = faults.some(
      ({ column }) => column === null || column === "id" || (column === "name" && !row.values.id),
    );
    if (!unreadable) {
      const found = match(row);
      if (found.wrong !== undefined) fault(found.column, found.wrong);
      else {
        const { product } = found;
        const key = product ? `id ${product.id}` : `name ${row.values.name}`;
        const before = seen.get(key);
        if (before !== undefined) fault(row.values.id ? "id" : "name", { kind: "duplicate", line: before });
        else seen.set(key, row.line);
        const planned = product ? changeOf(row, product, known, fault) : newOf(row, known, fault);
        if (faults.length === 0 && planned !== null) put(plan, planned);
      }
    }
    plan.faults.push(...faults);
  }
  plan.faults.sort((one, other) => one.line - other.line);
  return plan;
}

function put(plan: Plan, row: PlannedRow): void {
  switch (row.kind) {
    case "new":
      plan.fresh.push(row);
      return;
    case "changed":
      plan.changed.push(row);
      return;
    case "same":
      plan.same.push(row);
      return;
  }
}

type Match = { product: Product | null; wrong?: undefined } | { column: Column | null; wrong: Wrong };

function matcher({ products, elsewhere }: Known): (row: SheetRow) => Match {
  const byId = new Map(products.map((product) => [product.id, product]));
  const byName = new Map<string, Product[]>();
  for (const product of products) byName.set(product.name, [...(byName.get(product.name) ?? []), product]);
  return ({ values: { id, name } }) => {
    if (id !== undefined) {
      const product = byId.get(id);
      if (product) return { product };
      return { column: "id", wrong: { kind: elsewhere.has(id) ? "otherSeller" : "unknownId" } };
    }
    if (name === undefined) return { column: null, wrong: { kind: "noKey" } };
    const [product, ...others] = byName.get(name) ?? [];
    if (others.length > 0) return { column: "name", wrong: { kind: "ambiguous", count: others.length + 1 } };
    return { product: product ?? null };
  };
}

type Say = (column: Column, wrong: Wrong) => void;

function newOf(row: SheetRow, { sellerId, hash }: Known, fault: Say): NewRow | null {
  const { name, price, stock, extras = [], active = true, ...more } = row.values;
  const wrongOnes = new Set(row.faults.map(({ column }) => column));
  for (const [column, value] of [
    ["price", price],
    ["stock", stock],
  ] as const)
    if (value === undefined && !wrongOnes.has(column)) fault(column, { kind: "missing" });
  const addons = withIds(extras, []);
  if ("wrong" in addons) fault("extras", addons.wrong);
  if (name === undefined || price === undefined || stock === undefined || "wrong" in addons) return null;
  const { id: _, taken: __, ...rest } = more;
  const body: NewProduct = { sellerId, name, price, stock, active, addons: addons.value, ...rest };
  // The key depends on the row and its content: a repeated request adds nothing.
  const key = `import-${hash.slice(0, 32)}-${sellerId}-${row.line}`;
  return { kind: "new", line: row.line, row: row.row, name, body, key };
}

function changeOf(row: SheetRow, product: Product, { hash }: Known, fault: Say): PlannedRow | null {
  const planned = { line: row.line, row: row.row, name: product.name };
  const edit = editOf(row.values, product);
  if ("wrong" in edit) fault("extras", edit.wrong);
  const stock = stockOf(row.values, product);
  if (stock.wrong) fault("stock", stock.wrong);
  if ("wrong" in edit || stock.wrong) return null;
  const changes = [...edit.changes, ...stock.changes];
  if (changes.length === 0) return { ...planned, kind: "same" };
  const { received = 0, writtenOff = 0 } = product.stock ?? {};
  // It also depends on the stock that was read: a later change to an equal number is another change.
  const key = `import-${hash.slice(0, 32)}-${row.line}-${product.id}-${received}-${writtenOff}`;
  return {
    ...planned,
    kind: "changed",
    product,
    changes,
    patch: edit.changes.length > 0 ? edit.patch : null,
    stockChange: stock.change,
    key,
  };
}

/** The changes of the catalogue. */
function editOf(
  values: Values,
  product: Product,
): { patch: ProductPatch; changes: Change[] } | { wrong: Wrong } {
  const patch: ProductPatch = {};
  const changes: Change[] = [];
  const compare = <K extends keyof ProductPatch & keyof Product>(
    field: K,
    column: Column,
    from: ShownValue,
    to: (ShownValue & ProductPatch[K]) | undefined,
  ) => {
    if (to === undefined || same(from, to)) return;
    patch[field] = to;
    changes.push({ column, from, to });
  };
  compare("name", "name", product.name, values.name);
  compare("description", "description", product.description ?? null, values.description);
  compare("category", "category", product.category ?? null, values.category);
  compare("position", "position", product.position, values.position);
  compare("price", "price", product.price, values.price);
  compare("lowStockAt", "low_stock_at", product.lowStockAt ?? null, values.lowStockAt);
  compare("isMainCourse", "main_course", product.isMainCourse, values.isMainCourse);
  compare("active", "active", product.active, values.active);
  if (values.extras !== undefined) {
    const addons = withIds(values.extras, product.addons);
    if ("wrong" in addons) return addons;
    compare("addons", "extras", product.addons, addons.value);
  }
  return { patch, changes };
}

/** Spreadsheets write their own line breaks into cells. */
const lines = (value: ShownValue) => (typeof value === "string" ? value.replace(/\r\n?/g, "\n") : value);
const extrasText = (value: ShownValue) =>
  Array.isArray(value) ? JSON.stringify(value.map(({ id, name, price }) => [id, name, price])) : value;
const same = (one: ShownValue, other: ShownValue) => extrasText(lines(one)) === extrasText(lines(other));

/** Whether a product already has the values of a change. */
export function isApplied(patch: ProductPatch, product: Product): boolean {
  const { description = null, category = null, lowStockAt = null } = product;
  const { name, position, price, isMainCourse, active, addons } = product;
  const rest = { name, position, price, isMainCourse, active, addons };
  const now: Record<string, ShownValue> = { description, category, lowStockAt, ...rest };
  return Object.entries(patch).every(([field, value]) => same(now[field] ?? null, value as ShownValue));
}

/**
 * The change of stock. With `taken`, the pieces that orders have taken since the file was written are subtracted, so that
 * the file has the same meaning later; without it, `stock` is the quantity that can be ordered now.
 */
function stockOf(
  { stock, taken }: Values,
  product: Product,
): { change: number; changes: Change[]; wrong?: Wrong } {
  if (stock === undefined || product.stock === undefined) return { change: 0, changes: [] };
  const { available } = product.stock;
  const takenNow = takenOf(product);
  const to = taken === undefined ? stock : stock + taken - takenNow;
  if (to < 0) return { change: 0, changes: [], wrong: { kind: "stockTaken", least: stock - to } };
  const change = to - available;
  if (Math.abs(change) > LIMITS.stock)
    return { change: 0, changes: [], wrong: { kind: "tooLarge", most: String(LIMITS.stock) } };
  return { change, changes: change === 0 ? [] : [{ column: "stock", from: available, to }] };
}

/** The pieces that orders have taken and not returned. */
export const takenOf = ({ stock }: Product): number => (stock ? stock.taken - stock.returned : 0);

/** Parses a text into rows of products, with all errors of its cells. It does not match them with existing products. */
import { plain } from "~/lib/csv";
import { amountOf, countOf, idOf, lineOf, type Numbers, noteOf, type Read, yesNoOf } from "./cells";
import { COLUMNS, type Column, type Fault, isColumn, type Values, type Wrong } from "./columns";
import { readExtras } from "./extras";
import { LIMITS } from "./limits";
import type { FileTable } from "./read-file";

export interface SheetRow {
  line: number;
  row: number;
  /** The content of a cell, as it is written. */
  texts: Partial<Record<Column, string>>;
  values: Values;
  faults: Fault[];
}

export interface Sheet {
  /** The columns that the file has. */
  columns: readonly Column[];
  rows: SheetRow[];
  /** Errors of the whole table. */
  faults: Fault[];
}

export function sheetOf(file: FileTable, currency: string): Sheet {
  const { table } = file;
  const [head, ...body] = table.rows.map((row, at) => ({
    ...row,
    line: row.line + file.before,
    row: at + 1,
  }));
  const faults: Fault[] = table.faults.map(({ line, kind }) => ({
    line: line + file.before,
    row: 0,
    column: null,
    value: "",
    wrong: { kind },
  }));
  const names = (head?.cells ?? []).map((cell) => plain(cell).trim().toLowerCase());
  faults.push(...headFaults(names, head?.line ?? 1));
  const columns = names.filter(isColumn);
  const cellCount = names.length;
  const rows = body.map(({ line, row, cells }) => {
    const read: SheetRow = { line, row: row + file.before, texts: {}, values: {}, faults: [] };
    if (cells.length !== cellCount) {
      const wrong: Wrong = { kind: "cellCount", found: cells.length, wanted: cellCount };
      read.faults.push({ line, row: read.row, column: null, value: "", wrong });
      return read;
    }
    for (const [at, name] of names.entries()) {
      if (!isColumn(name)) continue;
      const text = plain(cells[at] ?? "").trim();
      read.texts[name] = text;
      const wrong = readCell(read.values, name, text, currency, file.numbers);
      if (wrong !== null) read.faults.push({ line, row: read.row, column: name, value: text, wrong });
    }
    return read;
  });
  return { columns, rows, faults: faults.map((fault) => ({ ...fault, row: fault.row || fault.line })) };
}

function headFaults(names: readonly string[], line: number): Fault[] {
  const faults: Fault[] = [];
  const fault = (column: string | null, wrong: Wrong) =>
    faults.push({ line, row: line, column, value: "", wrong });
  for (const [at, name] of names.entries()) {
    if (!isColumn(name)) fault(name, { kind: "unknownColumn", like: likeOf(name) });
    else if (names.indexOf(name) < at) fault(name, { kind: "columnTwice" });
  }
  if (!names.includes("id") && !names.includes("name")) fault(null, { kind: "noKeyColumn" });
  return faults;
}

/** The likely column for a misspelt name: one letter more, less or other, or other characters between the words. */
function likeOf(name: string): Column | null {
  const letters = (text: string) => text.replace(/[^a-z]/g, "");
  return COLUMNS.find((column) => isNear(letters(column), letters(name))) ?? null;
}

function isNear(one: string, other: string): boolean {
  let begin = 0;
  while (begin < one.length && one[begin] === other[begin]) begin += 1;
  let end = 0;
  while (end < Math.min(one.length, other.length) - begin && one.at(-1 - end) === other.at(-1 - end))
    end += 1;
  return Math.max(one.length, other.length) - begin - end <= 1;
}

/** Stores the value of a cell; returns its error. */
function readCell(
  into: Values,
  column: Column,
  text: string,
  currency: string,
  numbers: Numbers,
): Wrong | null {
  const keep = <K extends keyof Values>(name: K, read: Read<NonNullable<Values[K]>>): Wrong | null => {
    if ("wrong" in read) return read.wrong;
    into[name] = read.value as Values[K];
    return null;
  };
  if (text === "") {
    // An empty cell clears an optional value, and changes nothing else.
    if (column === "description" || column === "category") into[column] = null;
    if (column === "low_stock_at") into.lowStockAt = null;
    if (column === "extras") into.extras = [];
    return null;
  }
  switch (column) {
    case "id":
      return keep("id", idOf(text));
    case "name":
    case "category":
      return keep(column, lineOf(text));
    case "description":
      return keep(column, noteOf(text));
    case "position":
      return keep(column, countOf(text, LIMITS.count));
    case "price":
      return keep(column, amountOf(text, currency, numbers));
    case "currency":
      return text.toUpperCase() === currency ? null : { kind: "currency", wanted: currency };
    case "stock":
      return keep(column, countOf(text, LIMITS.stock));
    case "taken":
      return keep(column, countOf(text, LIMITS.amount));
    case "low_stock_at":
      return keep("lowStockAt", countOf(text, LIMITS.count));
    case "main_course":
      return keep("isMainCourse", yesNoOf(text));
    case "active":
      return keep(column, yesNoOf(text));
    case "extras":
      return keep(column, readExtras(text, currency, numbers));
  }
}

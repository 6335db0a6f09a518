/**
 * Tables as text (RFC 4180). Reading reports the line where each row begins; writing keeps spreadsheets from evaluating
 * texts as formulas. Written texts are read back exactly.
 */
import { BYTE_ORDER_MARK, LINE_END } from "./csv-file";

export interface CsvRow {
  /** The line of the file where the row begins; 1 is the first. A quoted cell may hold line breaks. */
  line: number;
  cells: string[];
}

/** The reason for which a text is no table, and the line. */
export interface CsvFault {
  line: number;
  kind: "unclosed" | "afterQuote";
}

export interface CsvTable {
  rows: CsvRow[];
  faults: CsvFault[];
}

/** The non-empty rows of a text. Lines end with CR LF, LF or CR, in any mixture. */
export function readCsv(text: string, separator: string): CsvTable {
  const rows: CsvRow[] = [];
  const faults: CsvFault[] = [];
  let at = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
  let line = 1;
  while (at < text.length) {
    const row: CsvRow = { line, cells: [] };
    let ended = false;
    while (!ended) {
      const cell = text[at] === '"' ? quoted(text, at, separator) : plainCell(text, at, separator);
      if (cell.fault !== undefined) faults.push({ line: line + cell.breaksBefore, kind: cell.fault });
      row.cells.push(cell.text);
      line += cell.breaks;
      at = cell.end;
      ended = text[at] !== separator;
      if (!ended) at += 1;
    }
    if (at < text.length) {
      at += text.startsWith(LINE_END, at) ? 2 : 1;
      line += 1;
    }
    if (row.cells.some((cell) => cell !== "")) rows.push(row);
  }
  return { rows, faults };
}

interface Cell {
  text: string;
  /** The position of its separator, line break or the end of the text. */
  end: number;
  /** The line breaks inside it, and those before its error. */
  breaks: number;
  breaksBefore: number;
  fault?: CsvFault["kind"];
}

function plainCell(text: string, start: number, separator: string): Cell {
  let end = start;
  while (end < text.length && text[end] !== separator && text[end] !== "\n" && text[end] !== "\r") end += 1;
  return { text: text.slice(start, end), end, breaks: 0, breaksBefore: 0 };
}

function quoted(text: string, start: number, separator: string): Cell {
  let at = start + 1;
  let value = "";
  while (true) {
    const quote = text.indexOf('"', at);
    if (quote < 0) {
      const rest = value + text.slice(at);
      return { text: rest, end: text.length, breaks: breaksOf(rest), breaksBefore: 0, fault: "unclosed" };
    }
    value += text.slice(at, quote);
    at = quote + 1;
    if (text[at] !== '"') break;
    value += '"';
    at += 1;
  }
  const breaks = breaksOf(value);
  // Blanks around a quoted cell are ignored; anything else is an error.
  const rest = plainCell(text, at, separator);
  if (rest.text.trim() === "") return { text: value, end: rest.end, breaks, breaksBefore: 0 };
  return { text: value + rest.text, end: rest.end, breaks, breaksBefore: breaks, fault: "afterQuote" };
}

const breaksOf = (text: string): number => text.match(/\r\n|\r|\n/g)?.length ?? 0;

/** A table as a file: with a byte order mark, and with every text protected from evaluation. */
export function writeCsv(rows: readonly (readonly string[])[], separator = ","): string {
  const cell = (text: string) => {
    const written = inert(text);
    const plain = !/["\r\n;\t|,]/.test(written) && written.trim() === written;
    return plain ? written : `"${written.replaceAll('"', '""')}"`;
  };
  return BYTE_ORDER_MARK + rows.map((row) => row.map(cell).join(separator) + LINE_END).join("");
}

/**
 * The beginnings of formulas (in plain, full-width and small forms), characters that a spreadsheet may take for the end of
 * a cell, and those that it ignores before. Equal to the API's own rule in `functions/src/http/formula.rs`.
 */
const BEGINS = "[=+\\-@\\uff1d\\uff0b\\uff0d\\uff20\\ufe66\\ufe62\\ufe63\\ufe6b\\u2212]";
const SEPARATES = "[\\u0000-\\u001f\\u007f-\\u009f;|\\uff1b\\uff5c\\u2028\\u2029]";
const DROPPED = `(?:(?!${SEPARATES})[\\s"'\\ufeff\\u200b])*`;
const PART = new RegExp(`(?<=^|${SEPARATES})(?=${DROPPED}${BEGINS})`, "gu");
const GUARDED_PART = new RegExp(`(?<=^|${SEPARATES})'(?=${DROPPED}${BEGINS})`, "gu");
const BEGINS_APART = new RegExp(`^(?='*${SEPARATES})`, "u");
const GUARDED_APART = new RegExp(`^'(?='*${SEPARATES})`, "u");

/** The text with an apostrophe before each part that a spreadsheet would evaluate. */
export const inert = (text: string): string => text.replace(PART, "'").replace(BEGINS_APART, "'");

/** Reverses `inert`. */
export const plain = (text: string): string => text.replace(GUARDED_APART, "").replace(GUARDED_PART, "");

/** The separator of a text: the one of these that its first line has most of, outside of quotes. */
export function separatorOf(text: string, among: readonly string[]): string | null {
  const first = /^(?:[^"\r\n]|"[^"]*")*/.exec(text)?.[0].replace(/"[^"]*"/g, "") ?? "";
  const counts = among.map((one) => ({ one, count: first.split(one).length - 1 }));
  const most = counts.reduce((best, each) => (each.count > best.count ? each : best), { one: "", count: 0 });
  return most.count === 0 ? null : most.one;
}

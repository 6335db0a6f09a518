/** Reads a file as a table: a file that is no CSV in UTF-8 is refused as a whole, with the reason. */
import { type CsvTable, readCsv, separatorOf } from "~/lib/csv";
import type { Numbers } from "./cells";
import { FILE } from "./limits";

export type NoTable =
  | "tooLarge"
  | "workbook"
  | "notUtf8"
  | "notText"
  | "empty"
  | "noSeparator"
  | "tooManyRows";

/** A file that cannot be read as a table. */
export class NotReadable extends Error {
  constructor(readonly why: NoTable) {
    super(why);
  }
}

export interface FileTable {
  table: CsvTable;
  separator: string;
  numbers: Numbers;
  /** Lines before the header. */
  before: number;
}

export interface ReadFile extends FileTable {
  /** The hash of its content: files with equal content have equal hashes. */
  hash: string;
}

/** Throws `NotReadable`. */
export async function readFile(file: Blob): Promise<ReadFile> {
  if (file.size > FILE.bytes) throw new NotReadable("tooLarge");
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = decoded(bytes);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return { ...tableIn(text), hash: [...hash].map((one) => one.toString(16).padStart(2, "0")).join("") };
}

const startsWith = (bytes: Uint8Array, ...start: number[]) => start.every((one, at) => bytes[at] === one);

function decoded(bytes: Uint8Array): string {
  // Workbooks are ZIP archives; older ones begin with the mark of Microsoft's compound files.
  if (startsWith(bytes, 0x50, 0x4b, 3, 4) || startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0))
    throw new NotReadable("workbook");
  if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) throw new NotReadable("notUtf8");
  if (bytes.includes(0)) throw new NotReadable("notText");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new NotReadable("notUtf8");
  }
}

/** Excel may write the separator into a line of its own. */
const NAMED_SEPARATOR = /^sep=([,;])(\r\n|\r|\n)/i;

export function tableIn(whole: string): FileTable {
  const named = NAMED_SEPARATOR.exec(whole);
  const text = named ? whole.slice(named[0].length) : whole;
  if (text.trim() === "") throw new NotReadable("empty");
  const separator = named?.[1] ?? separatorOf(text.trimStart(), [",", ";"]);
  if (separator === null) throw new NotReadable("noSeparator");
  const table = readCsv(text, separator);
  // One of them contains the names of the columns.
  if (table.rows.length > FILE.rows + 1) throw new NotReadable("tooManyRows");
  return { table, separator, numbers: separator === ";" ? "de" : "en", before: named ? 1 : 0 };
}

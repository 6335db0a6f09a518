/** The layout of a CSV file (RFC 4180): the byte order mark, the line ends, and one header. */

/** Spreadsheets assume UTF-8 only for a file that begins with this. */
export const BYTE_ORDER_MARK = "\uFEFF";
export const LINE_END = "\r\n";

/** Joins files with equal headers: the byte order mark and the header come once. */
export function joined(files: readonly string[]): string {
  const bodies = files.map((file, at) => {
    const text = file.startsWith(BYTE_ORDER_MARK) ? file.slice(1) : file;
    return at === 0 ? text : text.slice(text.indexOf(LINE_END) + LINE_END.length);
  });
  return BYTE_ORDER_MARK + bodies.join("");
}

/** Rows without the header. A line break inside a quoted cell begins no row. */
export function rowsOf(file: string): number {
  let quoted = false;
  let rows = 0;
  for (let at = 0; at < file.length; at += 1) {
    if (file[at] === '"') quoted = !quoted;
    else if (file[at] === "\n" && !quoted) rows += 1;
  }
  return Math.max(0, rows - 1);
}

/** The report's table as a CSV file. The server makes it; tables of products have pages. */
import type { Client } from "~/api/client";
import { type CsvPage, csvPages } from "~/api/csv-pages";
import { joined } from "~/lib/csv-file";
import { saveFile } from "~/lib/save-file";
import { w } from "~/words/reports";
import type { Whose } from "./queries";
import type { Group } from "./search";
import type { Span } from "./span";

/** Products of a page. */
const PAGE = 100;

/** Returns the number of rows in it. */
export async function download(client: Client, sellerId: Whose, by: Group, span: Span): Promise<number> {
  const { from, to } = span;
  const query = { by, from, to, sellerId, limit: by === "product" ? PAGE : undefined };
  const pages: CsvPage[] = [];
  for await (const page of csvPages(client, "/api/reports/sales", { query })) pages.push(page);
  saveFile(
    joined(pages.map(({ text }) => text)),
    `${w.csv.file}-${sellerId ?? "all"}-${from}-${to}-${by}.csv`,
  );
  return pages.reduce((sum, { rows }) => sum + rows, 0);
}

/** The table of the report as a file. The server makes it, a page at a time where it is of products. */
import type { Client } from "~/api/client";
import { joined, nextOf, rowsOf } from "~/desk/orders/csv/table";
import { w } from "~/words/reports";
import type { Whose } from "./queries";
import type { Group } from "./search";
import type { Span } from "./span";

/** Products of a page. */
const PAGE = 100;

/** Answers how many rows are in it. */
export async function download(client: Client, sellerId: Whose, by: Group, span: Span): Promise<number> {
  const pages: string[] = [];
  let rows = 0;
  let cursor: string | undefined;
  do {
    const query = new URLSearchParams({
      by,
      from: span.from,
      to: span.to,
      ...(sellerId !== undefined && { sellerId }),
      ...(by === "product" && { limit: String(PAGE) }),
      ...(cursor !== undefined && { cursor }),
    });
    const headers = { accept: "text/csv" };
    const answer = await client.send("get", `/api/reports/sales?${query}`, { headers });
    const text = await answer.text();
    pages.push(text);
    rows += rowsOf(text);
    cursor = nextOf(answer.headers.get("link"));
  } while (cursor !== undefined);
  save(joined(pages), `${w.csv.file}-${sellerId ?? "all"}-${span.from}-${span.to}-${by}.csv`);
  return rows;
}

function save(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

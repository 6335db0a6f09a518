/** Lists as CSV: the API sends pages, each with a header row. */
import { rowsOf } from "~/lib/csv-file";
import { addressOf, type Client, type Sent } from "./client";

export interface CsvPage {
  text: string;
  rows: number;
}

type Asked = Pick<Sent, "query" | "signal">;

/** One page, and the cursor of the next. */
export async function csvPage(client: Client, path: string, asked: Asked) {
  const headers = { accept: "text/csv" };
  const answer = await client.send("get", addressOf(path, asked), { ...asked, headers });
  return { text: await answer.text(), next: nextOf(answer.headers.get("link")) };
}

/** Yields one page after the other. */
export async function* csvPages(client: Client, path: string, asked: Asked): AsyncGenerator<CsvPage> {
  let cursor: string | undefined;
  do {
    const { text, next } = await csvPage(client, path, { ...asked, query: { ...asked.query, cursor } });
    yield { text, rows: rowsOf(text) };
    cursor = next;
  } while (cursor !== undefined);
}

/** The cursor of the next page, as the `Link` header names it. */
export function nextOf(link: string | null): string | undefined {
  const address = /<([^>]*)>;\s*rel="next"/.exec(link ?? "")?.[1];
  return address ? (new URLSearchParams(address.split("?")[1]).get("cursor") ?? undefined) : undefined;
}

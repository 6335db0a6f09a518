/** Reads orders as one table: the server makes its pages, and only the first keeps its head. */
import type { Client } from "~/api/client";
import { CLOSED_PHASES } from "../../open-orders/types";

/** The most rows of a page, and the most ids of a request. */
const PAGE = 1_000;
const IDS = 100;

export interface Part {
  text: string;
  rows: number;
}

/** These orders, in this order of requests. */
export async function* byIds(
  client: Client,
  sellerId: string,
  ids: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<Part> {
  for (let at = 0; at < ids.length; at += IDS) {
    const id = ids.slice(at, at + IDS);
    const { text } = await page(client, { sellerId, limit: IDS, id }, signal);
    yield { text, rows: id.length };
  }
}

/** All orders that are over and were placed since then. */
export async function* closedSince(
  client: Client,
  sellerId: string,
  dateFrom: string,
  signal: AbortSignal,
): AsyncGenerator<Part> {
  let cursor: string | undefined;
  do {
    const read = await page(
      client,
      { sellerId, limit: PAGE, phase: CLOSED_PHASES, dateFrom, cursor },
      signal,
    );
    yield { text: read.text, rows: rowsOf(read.text) };
    cursor = read.next;
  } while (cursor !== undefined);
}

type Query = Record<string, string | number | readonly string[] | undefined>;

async function page(client: Client, query: Query, signal: AbortSignal) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const each of Array.isArray(value) ? value : [value])
      if (each !== undefined) search.append(name, String(each));
  }
  const headers = { accept: "text/csv" };
  const answer = await client.send("get", `/api/orders?${search}`, { headers, signal });
  return { text: await answer.text(), next: nextOf(answer.headers.get("link")) };
}

/** The cursor of the next page, as the `Link` header names it. */
export function nextOf(link: string | null): string | undefined {
  const address = /<([^>]*)>;\s*rel="next"/.exec(link ?? "")?.[1];
  return address ? (new URLSearchParams(address.split("?")[1]).get("cursor") ?? undefined) : undefined;
}

const MARK = "\uFEFF";
const END = "\r\n";

/** One table of several: the byte order mark and the head come once. */
export function joined(parts: readonly string[]): string {
  const bodies = parts.map((part, at) => {
    const text = part.startsWith(MARK) ? part.slice(1) : part;
    return at === 0 ? text : text.slice(text.indexOf(END) + END.length);
  });
  return MARK + bodies.join("");
}

/** Rows without the head. A line break inside of a quoted cell begins no row. */
export function rowsOf(table: string): number {
  let quoted = false;
  let rows = 0;
  for (let at = 0; at < table.length; at += 1) {
    if (table[at] === '"') quoted = !quoted;
    else if (table[at] === "\n" && !quoted) rows += 1;
  }
  return Math.max(0, rows - 1);
}

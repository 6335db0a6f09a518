/** Orders as CSV, which the server makes page by page. */
import type { Client } from "~/api/client";
import { type CsvPage, csvPage, csvPages } from "~/api/csv-pages";
import { CLOSED_PHASES } from "../../open-orders/types";

const PATH = "/api/orders";

/** The most rows of a page, and the most ids of a request. */
const PAGE = 1_000;
const IDS = 100;

/** These orders, in this order of requests. */
export async function* byIds(
  client: Client,
  sellerId: string,
  ids: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<CsvPage> {
  for (let at = 0; at < ids.length; at += IDS) {
    const id = ids.slice(at, at + IDS);
    const { text } = await csvPage(client, PATH, { query: { sellerId, limit: IDS, id }, signal });
    yield { text, rows: id.length };
  }
}

/** All ended orders that were placed since then. */
export const closedSince = (
  client: Client,
  sellerId: string,
  dateFrom: string,
  signal: AbortSignal,
): AsyncGenerator<CsvPage> =>
  csvPages(client, PATH, { query: { sellerId, limit: PAGE, phase: CLOSED_PHASES, dateFrom }, signal });

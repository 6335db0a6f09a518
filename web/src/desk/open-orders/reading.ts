/** Reads rows and orders of the open seller from the API. */
import type { Client } from "~/api/client";
import { pagesOf } from "~/api/pages";
import { facts } from "./facts";
import { CLOSED_PHASES, OPEN_PHASES, type Order, type OrderPage, type OrderRow, type RowPage } from "./types";

export interface Connection {
  client: Client;
  sellerId: string;
}

let connection: Connection | null = null;

/** Set while a seller's pages are open; modules outside of components read through it. */
export function connect(to: Connection | null): void {
  connection = to;
}

export function connected(): Connection {
  if (connection === null) throw new Error("orders are read while a desk is open");
  return connection;
}

/** The most ids that one request names. */
const MANY = 100;
const PAGE = 500;

type Query = Record<string, string | number | readonly string[] | undefined>;

const list = ({ client, sellerId }: Connection, query: Query) =>
  client.ask("get", "/api/orders", { query: { sellerId, ...query } });

/** `view` selects one of the two forms of the response. */
const rowPage = async (from: Connection, query: Query): Promise<RowPage> =>
  (await list(from, { ...query, view: "row" })) as RowPage;
const fullPage = async (from: Connection, query: Query): Promise<OrderPage> =>
  (await list(from, { ...query, view: "full" })) as OrderPage;

/** All open orders, page by page. */
export async function readOpen(from: Connection): Promise<OrderRow[]> {
  const rows: OrderRow[] = [];
  const read = (cursor: string | undefined) => rowPage(from, { limit: PAGE, phase: OPEN_PHASES, cursor });
  for await (const { orders } of pagesOf(read)) {
    rows.push(...orders);
    // Page by page: rendering 5,000 at once would be noticeable.
    for (const row of orders) facts(row);
  }
  return rows;
}

/** A page of orders that are over, newest first. */
export const readClosed = (placedFrom: string | undefined, cursor: string | undefined): Promise<RowPage> =>
  rowPage(connected(), { limit: PAGE, phase: CLOSED_PHASES, dateFrom: placedFrom, cursor });

/** The server's results for a text, including orders that are long over. */
export const searchRows = (q: string): Promise<RowPage> => rowPage(connected(), { limit: MANY, q });

export async function readRows(from: Connection, ids: readonly string[]): Promise<OrderRow[]> {
  const pages = chunks(ids).map((id) => rowPage(from, { limit: MANY, id }));
  return (await Promise.all(pages)).flatMap((one) => one.orders);
}

export async function readOrders(from: Connection, ids: readonly string[]): Promise<Order[]> {
  const pages = chunks(ids).map((id) => fullPage(from, { limit: MANY, id }));
  return (await Promise.all(pages)).flatMap((one) => one.orders);
}

function chunks(ids: readonly string[]): string[][] {
  const all: string[][] = [];
  for (let at = 0; at < ids.length; at += MANY) all.push(ids.slice(at, at + MANY));
  return all;
}

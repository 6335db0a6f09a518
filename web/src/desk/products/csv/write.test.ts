import { expect, test } from "vitest";
import { Client, type Sent } from "~/api/client";
import { Problem } from "~/api/problem";
import type { Product } from "./columns";
import type { ChangedRow, NewRow } from "./plan";
import { type Progress, type Writing, write } from "./write";

type Handle = (method: string, path: string, ask: Sent) => unknown;

/** A client with these responses. */
function clientOf(handle: Handle): Client {
  const client = new Client();
  client.answer = async (method, path, ask) => {
    const body = await handle(method, path, ask ?? {});
    return { body: body as never, etag: null, status: 200, headers: new Headers() };
  };
  return client;
}

function newRows(count: number): NewRow[] {
  return Array.from({ length: count }, (_, at) => ({
    kind: "new",
    line: at + 2,
    row: at + 2,
    name: `P${at}`,
    body: { name: `P${at}`, price: 100, stock: 1, active: true },
    key: `key-${at}`,
  }));
}

const product = { id: "p1", name: "Tea", price: 100, version: 7, addons: [] } as unknown as Product;

const changedRow = (change: Partial<ChangedRow> = {}): ChangedRow => ({
  kind: "changed",
  line: 2,
  row: 2,
  name: "Tea",
  product,
  changes: [],
  patch: { price: 200 },
  stockChange: 3,
  key: "key",
  ...change,
});

/** A clock that advances by waiting. */
function clocked(client: Client, change: Partial<Writing> = {}) {
  let now = 0;
  const waited: number[] = [];
  const seen: Progress[] = [];
  const writing: Writing = {
    client,
    stop: new AbortController().signal,
    progress: (progress) => seen.push(progress),
    now: () => now,
    wait: async (milliseconds) => {
      waited.push(milliseconds);
      now += milliseconds;
    },
    ...change,
  };
  return { writing, waited, seen };
}

test("at most four requests are on their way at a time, and all are sent", async () => {
  let open = 0;
  let most = 0;
  const keys: unknown[] = [];
  const client = clientOf(async (_, __, ask) => {
    keys.push(ask.idempotencyKey);
    open += 1;
    most = Math.max(most, open);
    await new Promise((done) => setTimeout(done, 1));
    open -= 1;
  });
  const { writing, seen } = clocked(client);
  const outcomes = await write(newRows(20), writing);
  expect(most).toBe(4);
  expect(outcomes.every(({ is }) => is === "added")).toBe(true);
  expect(new Set(keys).size).toBe(20);
  expect(seen.at(-1)).toEqual({ done: 20, failed: 0, total: 20, waitsUntil: null });
});

test("a change goes with its version, then the stock with its key and reason", async () => {
  const sent: unknown[] = [];
  const client = clientOf((method, path, { ifMatch, idempotencyKey, body }) => {
    sent.push([method, path, ifMatch ?? idempotencyKey, body]);
    return { product };
  });
  await write([changedRow()], clocked(client).writing);
  expect(sent).toEqual([
    ["patch", "/api/products/{id}", 7, { price: 200 }],
    ["post", "/api/products/{id}/stock", "key", { change: 3, reason: "import" }],
  ]);
});

test("too many requests hold all of them, as long as the server says", async () => {
  let busy = true;
  const client = clientOf(() => {
    if (busy) {
      busy = false;
      throw new Problem(429, { title: "Too Many Requests" }, 12);
    }
  });
  const { writing, waited, seen } = clocked(client);
  const outcomes = await write(newRows(1), writing);
  expect(outcomes.map(({ is }) => is)).toEqual(["added"]);
  expect(waited).toEqual([12_000]);
  expect(seen.some(({ waitsUntil }) => waitsUntil === 12_000)).toBe(true);
});

test("without an answer it is tried again, then the rest is left", async () => {
  let asked = 0;
  const client = clientOf(() => {
    asked += 1;
    throw new Problem(0, { title: "The server did not answer." });
  });
  const outcomes = await write(newRows(50), clocked(client).writing);
  expect(outcomes.filter(({ is }) => is === "failed").length).toBeLessThanOrEqual(4);
  expect(outcomes.filter(({ is }) => is === "untried").length).toBeGreaterThanOrEqual(46);
  expect(asked).toBeLessThanOrEqual(16);
});

test("somebody else's version fails that row, and takes its stock along", async () => {
  const sent: string[] = [];
  const client = clientOf((method, path, ask) => {
    sent.push(method);
    if (method === "patch") throw new Problem(412, { detail: "It has changed." });
    if (method === "get") return { product: { ...product, price: 150 } };
    expect(path).toBe("/api/products");
    expect(ask.body).toMatchObject({ name: "P0" });
    return undefined;
  });
  const outcomes = await write([changedRow(), ...newRows(1)], clocked(client).writing);
  expect(outcomes.map(({ is }) => is)).toEqual(["failed", "added"]);
  expect(outcomes[0]?.problem?.status).toBe(412);
  expect(sent.filter((method) => method === "post")).toHaveLength(1);
});

test("a version that is another because the answer was lost is its own", async () => {
  let lost = true;
  const client = clientOf((method) => {
    if (method === "get") return { product: { ...product, price: 200, version: 8 } };
    if (method === "patch" && lost) {
      lost = false;
      throw new Problem(0, { title: "The server did not answer." });
    }
    if (method === "patch") throw new Problem(412, { detail: "It has changed." });
    return { product };
  });
  const outcomes = await write([changedRow()], clocked(client).writing);
  expect(outcomes.map(({ is }) => is)).toEqual(["changed"]);
});

test("stopping finishes the rows that have begun, and leaves the others", async () => {
  const control = new AbortController();
  const sent: string[] = [];
  const client = clientOf((method) => {
    sent.push(method);
    control.abort();
    return { product };
  });
  const rows = [changedRow(), ...newRows(9)];
  const outcomes = await write(rows, clocked(client, { stop: control.signal }).writing);
  expect(outcomes[0]?.is).toBe("changed");
  expect(sent.filter((method) => method === "patch")).toHaveLength(1);
  expect(outcomes.filter(({ is }) => is === "untried").length).toBeGreaterThanOrEqual(6);
});

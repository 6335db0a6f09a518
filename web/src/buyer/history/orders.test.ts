import { beforeEach, expect, test, vi } from "vitest";
import { Problem } from "~/api/problem";

const ask = vi.fn();
vi.mock("../session", () => ({ session: { client: { ask } } }));
const { merged, pageAfter } = await import("./orders");
type Order = import("./orders").Order;

const order = (id: string, placedAt: string, version = 1) => ({ id, placedAt, version }) as Order;
const cursors = () => ask.mock.calls.map(([, , { query }]) => query.cursor);

beforeEach(() => void ask.mockReset());

test("a page that was read again replaces its orders, newest first", () => {
  const known = [order("b", "2026-11-02"), order("a", "2026-11-01")];
  const list = merged(known, [order("c", "2026-11-03"), order("b", "2026-11-02", 2)]);
  expect(list.map(({ id, version }) => `${id}${version}`)).toEqual(["c1", "b2", "a1"]);
});

test("a cursor that is refused leads to the first page", async () => {
  const first = { orders: [order("c", "2026-11-03")], pagination: { nextCursor: "new" } };
  ask.mockRejectedValueOnce(new Problem(400, {})).mockResolvedValueOnce(first);
  expect(await pageAfter("old")).toEqual({ orders: first.orders, next: "new", anew: true });
  expect(cursors()).toEqual(["old", undefined]);
});

test("any other refusal is one", async () => {
  ask.mockRejectedValue(new Problem(429, {}, 3));
  await expect(pageAfter("old")).rejects.toMatchObject({ status: 429 });
  ask.mockRejectedValue(new Problem(400, {}));
  await expect(pageAfter(null)).rejects.toMatchObject({ status: 400 });
  expect(ask).toHaveBeenCalledTimes(2);
});

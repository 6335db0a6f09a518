import { beforeAll, expect, test, vi } from "vitest";
import type { OrderRow, Phase } from "../open-orders/types";

vi.hoisted(() => {
  Object.assign(globalThis, {
    document: { documentElement: { lang: "en" }, addEventListener() {} },
    location: { search: "?lang=en" },
  });
});

let railAfter: typeof import("./on-rail").railAfter;
beforeAll(async () => {
  ({ railAfter } = await import("./on-rail"));
});

const rows = (...all: [string, Phase][]) =>
  new Map(all.map(([id, phase]) => [id, { id, phase } as unknown as OrderRow]));
const hung = { column: "work", sellerId: "mine" } as const;

test("a cancelled ticket keeps its place, and a finished one is removed", () => {
  const was = new Map([
    ["a", hung],
    ["b", hung],
  ]);
  const { next, gone } = railAfter(was, rows(["a", "cancelled"], ["b", "done"], ["c", "open"]), "mine");
  expect([...next]).toEqual([
    ["a", hung],
    ["c", { column: "fresh", sellerId: "mine" }],
  ]);
  expect(gone).toEqual([]);
});

test("an order that has left the list is read, unless it is another seller's", () => {
  const was = new Map([
    ["a", hung],
    ["b", { ...hung, sellerId: "other" }],
  ]);
  expect(railAfter(was, rows(), "mine").gone).toEqual(["a"]);
});

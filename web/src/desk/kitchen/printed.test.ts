import { expect, test } from "vitest";
import type { OrderRow, Phase } from "../open-orders/types";
import { printedAfter, unprinted } from "./printed";

const rows = (...all: [string, Phase, string][]) =>
  new Map(all.map(([id, phase, placedAt]) => [id, { id, phase, placedAt } as unknown as OrderRow]));

test("tickets in the kitchen print once, oldest first", () => {
  const all = rows(
    ["b", "working", "2026-11-27T12:01:00Z"],
    ["a", "accepted", "2026-11-27T12:00:00Z"],
    ["new", "open", "2026-11-27T12:02:00Z"],
    ["ready", "ready", "2026-11-27T11:00:00Z"],
  );
  expect(unprinted(all.values(), new Map())).toEqual(["a", "b"]);
  expect(unprinted(all.values(), new Map([["a", "mine"]]))).toEqual(["b"]);
});

test("printed orders that left the list are removed, those of another seller are not", () => {
  const all = rows(["a", "working", "2026-11-27T12:00:00Z"]);
  const done = new Map([
    ["gone", "mine"],
    ["theirs", "other"],
  ]);
  expect([...printedAfter(done, ["a"], all, "mine")]).toEqual([
    ["theirs", "other"],
    ["a", "mine"],
  ]);
});

import { describe, expect, it } from "vitest";
import type { Lifecycle } from "../open-orders/types";
import { ownRows, rowsOf, toSet } from "./target-rows";

const lifecycle = {
  name: "kitchen",
  version: 1,
  statuses: [
    { name: "awaiting_verification", phase: "unverified" },
    { name: "PLACED", phase: "open" },
    { name: "ACCEPTED", phase: "accepted" },
    { name: "READY", phase: "ready" },
    { name: "DELIVERED", phase: "done" },
  ],
  moves: [{ from: "ACCEPTED", to: "READY", automatic: true }],
  targets: [{ status: "PLACED", normal: 10, urgent: 5 }],
} as unknown as Lifecycle;

describe("targets as they are typed", () => {
  it("are of statuses in which an order waits for somebody", () => {
    expect(rowsOf(lifecycle, []).map(({ status }) => status)).toEqual(["PLACED", "READY"]);
  });

  it("are the lifecycle's until the seller has its own, and only those are sent", () => {
    const rows = rowsOf(lifecycle, [{ status: "READY", normal: 7 }]);
    expect(rows[0]?.minutes).toEqual({ urgent: "5", high: "", normal: "10", low: "" });
    const own = ownRows(lifecycle, rows);
    expect(toSet(own)).toEqual([{ status: "READY", urgent: null, high: null, normal: 7, low: null }]);
    expect(ownRows(lifecycle, rowsOf(lifecycle, []))).toEqual([]);
  });
});

import { expect, test } from "vitest";
import type { Batch, Step, Stop } from "./steps";
import { isDone, nextOf, stopsOf } from "./stops";

const stop = (id: string, status: Stop["status"], problem = false): Stop => ({
  id,
  orderNumber: id,
  status,
  deliverySequence: 1,
  deliveryProblem: problem ? { kind: "other", notes: null, at: "" } : null,
});
const batch = (...orders: Stop[]) => ({ id: "b", orders }) as unknown as Batch;
const delivered = (orderId: string, refused = false): Step => ({
  id: orderId,
  batchId: "b",
  at: "",
  kind: "delivered",
  orderId,
  notes: null,
  ...(refused && { refused: { sentence: "No.", code: "conflict", orderIds: [] } }),
});

test("a stop says whether the server knows of it", () => {
  const tour = batch(stop("a", "DELIVERED"), stop("b", "DELIVERED"), stop("c", "OUT_FOR_DELIVERY"));
  const steps = [delivered("b"), delivered("c", true)];
  expect(stopsOf(tour, steps).map(({ state }) => state)).toEqual(["done", "kept", "refused"]);
});

test("the way leads past a problem, and back to it at the end", () => {
  const problem = stop("a", "OUT_FOR_DELIVERY", true);
  expect(nextOf(stopsOf(batch(problem, stop("b", "OUT_FOR_DELIVERY")), []))?.stop.id).toBe("b");
  expect(nextOf(stopsOf(batch(problem, stop("b", "DELIVERED")), []))?.stop.id).toBe("a");
  expect(nextOf(stopsOf(batch(stop("b", "DELIVERED")), []))).toBeNull();
});

test("a cancelled stop is finished, a refused step is not", () => {
  const [cancelled, refused] = stopsOf(batch(stop("a", "CANCELLED"), stop("b", "OUT_FOR_DELIVERY")), [
    delivered("b", true),
  ]);
  expect(cancelled && isDone(cancelled)).toBe(true);
  expect(refused && isDone(refused)).toBe(false);
});

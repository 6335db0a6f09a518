import { describe, expect, test } from "vitest";
import {
  applied,
  type Batch,
  nextToSend,
  type Refusal,
  type Step,
  type Stop,
  type What,
  withStep,
} from "./steps";

const stop = (id: string, status: Stop["status"] = "OUT_FOR_DELIVERY"): Stop => ({
  id,
  orderNumber: id,
  status,
  deliverySequence: 1,
  deliveryProblem: null,
});

const batch = (id: string, status: Batch["status"], ...orders: Stop[]) =>
  ({ id, status, orders, orderIds: orders.map((one) => one.id) }) as unknown as Batch;

let made = 0;
const step = (batchId: string, what: What, refused?: Refusal): Step => {
  made += 1;
  return {
    id: `s${made}`,
    at: `2026-11-27T12:0${made % 10}:00.000Z`,
    batchId,
    ...what,
    ...(refused && { refused }),
  };
};
const no: Refusal = { sentence: "No.", code: "conflict", orderIds: [] };
const delivered = (orderId: string): What => ({ kind: "delivered", orderId, notes: null });

describe("what is shown", () => {
  test("a delivered stop is done before the server knows, and the tour has begun", () => {
    const [shown] = applied([batch("b", "PICKED_UP", stop("o1"), stop("o2"))], [step("b", delivered("o1"))]);
    expect(shown?.status).toBe("IN_PROGRESS");
    expect(shown?.orders?.map(({ status }) => status)).toEqual(["DELIVERED", "OUT_FOR_DELIVERY"]);
  });

  test("a refused step is not made", () => {
    const [shown] = applied([batch("b", "PICKED_UP", stop("o1"))], [step("b", delivered("o1"), no)]);
    expect(shown?.orders?.[0]?.status).toBe("OUT_FOR_DELIVERY");
  });

  test("a pickup takes ready orders, and leaves the others out if that was agreed to", () => {
    const waits = batch("b", "ASSIGNED", stop("o1", "READY"), stop("o2", "PREPARING"));
    const [part] = applied([waits], [step("b", { kind: "pickup", partial: true })]);
    expect(part?.orderIds).toEqual(["o1"]);
    const [whole] = applied([waits], [step("b", { kind: "pickup", partial: false })]);
    expect(whole?.orders?.map(({ status }) => status)).toEqual(["OUT_FOR_DELIVERY", "OUT_FOR_DELIVERY"]);
  });

  test("another sequence keeps an order that it does not name, at the end", () => {
    const tour = batch("b", "PICKED_UP", stop("o1"), stop("o2"), stop("o3"));
    const [shown] = applied([tour], [step("b", { kind: "sequence", orderIds: ["o3", "o1"] })]);
    expect(shown?.orderIds).toEqual(["o3", "o1", "o2"]);
  });

  test("a problem is at its stop until the order is delivered after all", () => {
    const tour = batch("b", "PICKED_UP", stop("o1"));
    const problem = step("b", { kind: "problem", orderId: "o1", problem: "nobody_there", notes: "" });
    expect(applied([tour], [problem])[0]?.orders?.[0]?.deliveryProblem).toMatchObject({
      kind: "nobody_there",
    });
    expect(
      applied([tour], [problem, step("b", delivered("o1"))])[0]?.orders?.[0]?.deliveryProblem,
    ).toBeNull();
  });
});

describe("what is sent next", () => {
  test("steps go out in the order in which they were made", () => {
    const [first, second] = [step("b", delivered("o1")), step("b", delivered("o2"))];
    expect(nextToSend([first, second])).toBe(first);
  });

  test("a refusal of one stop holds back no other stop", () => {
    const other = step("b", delivered("o2"));
    expect(nextToSend([step("b", delivered("o1"), no), other])).toBe(other);
  });

  test("nothing of a batch goes out whose pickup was refused, and other batches do", () => {
    const pickup = step("b", { kind: "pickup", partial: false }, no);
    expect(nextToSend([pickup, step("b", delivered("o1"))])).toBeNull();
    const elsewhere = step("c", delivered("o9"));
    expect(nextToSend([pickup, step("b", delivered("o1")), elsewhere])).toBe(elsewhere);
  });

  test("a batch is not completed while one of its steps is refused", () => {
    expect(nextToSend([step("b", delivered("o1"), no), step("b", { kind: "complete" })])).toBeNull();
  });
});

describe("adding a step", () => {
  test("only the last sequence counts", () => {
    const last = step("b", { kind: "sequence", orderIds: ["o2", "o1"] });
    expect(withStep([step("b", { kind: "sequence", orderIds: ["o1", "o2"] })], last)).toEqual([last]);
  });

  test("a step that is made again takes the place of the refused one", () => {
    const again = step("b", delivered("o1"));
    expect(withStep([step("b", delivered("o1"), no)], again)).toEqual([again]);
  });

  test("a problem and its later delivery are both sent", () => {
    const problem = step("b", { kind: "problem", orderId: "o1", problem: "refused", notes: "" });
    const later = step("b", delivered("o1"));
    expect(withStep([problem], later)).toEqual([problem, later]);
  });
});

import { beforeEach, expect, test, vi } from "vitest";
import { Problem } from "~/api/problem";
import type { Order } from "../order";

let asked = 0;
let refusal: Problem | null = null;
const ask = async () => {
  asked += 1;
  if (refusal) throw refusal;
};
vi.mock("../session", () => ({ session: { client: { ask: () => ask() } } }));
const { wayOn } = await import("./way-on");

beforeEach(() => {
  asked = 0;
  refusal = null;
});

const order = (id: string, amountDue: number, groupId?: string) =>
  ({ id, payment: { amountDue }, ...(groupId && { groupId }) }) as Order;

test("one order that is due is paid on its page", async () => {
  expect(await wayOn([order("A", 500)])).toBe("/pay/A");
});

test("an order without a price needs no payment, and no request for one", async () => {
  expect(await wayOn([order("A", 0)])).toBe("/t/A");
  expect(asked).toBe(0);
});

test("a shop that takes no payments, or does not answer, leads to the order", async () => {
  refusal = new Problem(409, { code: "payments_off" });
  expect(await wayOn([order("A", 500)])).toBe("/t/A");
  refusal = new Problem(0, {});
  expect(await wayOn([order("A", 500)])).toBe("/t/A");
});

test("the orders of a checkout are paid together, or one after the other", async () => {
  const orders = [order("A", 500, "G"), order("B", 0, "G"), order("C", 700, "G"), order("D", 1, "G")];
  expect(await wayOn(orders)).toBe("/pay/A?checkout=G");
  refusal = new Problem(409, { code: "conflict", reason: "paid_separately" });
  expect(await wayOn(orders)).toBe("/pay/A?next=C&next=D");
});

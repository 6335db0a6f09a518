import { expect, test } from "vitest";
import { askedBy, pathAfter, payPath, payTogetherPath } from "./address";

const asked = (path: string) => {
  const [pathname = "", search = ""] = path.split("?");
  return askedBy({ pathname, search });
};

test("one order leads back to where it is followed", () => {
  const one = asked(payPath("ORD-20261120-7ZK3M9QW2X"));
  expect(one).toEqual({ orderId: "ORD-20261120-7ZK3M9QW2X", groupId: null, next: [] });
  expect(pathAfter(one)).toBe("/t/ORD-20261120-7ZK3M9QW2X");
});

test("orders that are paid by themselves follow each other", () => {
  const first = asked(payPath("A", ["B", "C"]));
  expect(pathAfter(first)).toBe("/pay/B?next=C");
  const second = asked(pathAfter(first));
  expect(pathAfter(second)).toBe("/pay/C");
  expect(pathAfter(asked(pathAfter(second)))).toBe("/t/C");
});

test("a checkout is paid together, and leads back to one of its orders", () => {
  const all = asked(payTogetherPath("A", "GRP-7ZK3M9QW2X"));
  expect(all.groupId).toBe("GRP-7ZK3M9QW2X");
  expect(pathAfter(all)).toBe("/t/A");
});

test("parameters of the payment provider and invalid addresses are ignored", () => {
  expect(asked("/pay/B?next=C&payment_intent=pi_1&redirect_status=succeeded").next).toEqual(["C"]);
  expect(asked("/pay/%E0%A4%A").orderId).toBe("%E0%A4%A");
});

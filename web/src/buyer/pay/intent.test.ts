import { expect, test, vi } from "vitest";
import { Problem } from "~/api/problem";

vi.mock("../session", () => ({ session: {} }));
const { outcomeOf } = await import("./intent");

const asked = { orderId: "A", groupId: null, next: ["B"] };
const conflict = (reason: string) => new Problem(409, { code: "conflict", reason });

test("a payment that has succeeded continues to the next page", () => {
  expect(outcomeOf(conflict("nothing_due"), asked)).toEqual({ kind: "go", path: "/pay/B" });
});

test("strangers, and orders that wait for their code, are led to where both are asked for", () => {
  const tracking = { kind: "go", path: "/t/A" };
  for (const problem of [
    new Problem(401, {}),
    new Problem(404, {}),
    conflict("not_verified"),
    conflict("merged"),
  ])
    expect(outcomeOf(problem, asked)).toEqual(tracking);
});

test("a checkout without a common payment is paid order by order", () => {
  const group = { orderId: "A", groupId: "GRP-7ZK3M9QW2X", next: [] };
  expect(outcomeOf(conflict("paid_separately"), group)).toEqual({ kind: "go", path: "/pay/A" });
});

test("the page says why it cannot take a payment", () => {
  const notice = (problem: Problem) => {
    const outcome = outcomeOf(problem, asked);
    return outcome.kind === "notice" ? outcome.notice : outcome.kind;
  };
  expect(notice(new Problem(409, { code: "payments_off" }))).toBe("off");
  expect(notice(new Problem(409, { code: "payment_not_possible", reason: "too_small" }))).toBe("notPossible");
  expect(notice(conflict("payment_under_way"))).toBe("underWay");
  expect(notice(conflict("pay_time_over"))).toBe("noPayment");
  expect(notice(conflict("something_new"))).toBe("failed");
  expect(notice(new Problem(503, {}))).toBe("failed");
});

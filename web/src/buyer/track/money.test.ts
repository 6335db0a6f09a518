import { expect, test, vi } from "vitest";
import en from "~/words/en/track";
import type { Order } from "./types";

vi.mock("~/words/track", () => ({ w: en }));
vi.stubGlobal("document", { documentElement: { lang: "en" } });
const { paidOf } = await import("./money");

const said = (payment: Partial<Order["payment"]>) => {
  const nothing = {
    amountDue: 0,
    amountPaid: 0,
    amountRefunded: 0,
    amountChargedBack: 0,
    amountAuthorized: 0,
    refunds: [],
  };
  const order = { currency: "USD", seller: { name: "Spice Kitchen" }, payment: { ...nothing, ...payment } };
  return paidOf(order as unknown as Order).map(([, , text]) => text);
};

test("an unpaid amount is shown by the payment part only", () => {
  expect(said({ status: "unpaid", amountDue: 1430 })).toEqual([]);
  expect(said({ status: "paid" })).toEqual(["Nothing to pay"]);
});

test("money that is held says when it is taken", () => {
  expect(said({ status: "authorized", amountAuthorized: 1430 })).toEqual([
    "$14.30 is held on your card, and taken when Spice Kitchen accepts",
  ]);
});

test("paid amounts and pending, settled and failed refunds are separate", () => {
  expect(said({ status: "paid", amountPaid: 1430 })).toEqual(["Paid"]);
  expect(said({ status: "partly_paid", amountPaid: 600, amountDue: 830 })).toEqual([
    "$6.00 paid, $8.30 to pay",
  ]);
  const refunds = [
    { id: "4-0", amount: 500, status: "requested" as const },
    { id: "5-0", amount: 100, status: "failed" as const },
  ];
  expect(said({ status: "refund_failed", amountPaid: 1430, amountRefunded: 200, refunds })).toEqual([
    "$6.30 paid",
    "$5.00 is on its way back to you",
    "$2.00 went back to you",
    "We could not send $1.00 back to you yet. We will get back to you.",
  ]);
});

test("a charged-back amount counts as returned", () => {
  expect(said({ status: "refunded", amountPaid: 1430, amountChargedBack: 1430 })).toEqual([
    "$14.30 went back to you",
  ]);
  expect(said({ status: "disputed", amountPaid: 1430 })).toEqual([
    "You asked your bank about this payment. The bank decides.",
    "Paid",
  ]);
});

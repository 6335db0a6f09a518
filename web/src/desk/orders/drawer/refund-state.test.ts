import { expect, test, vi } from "vitest";
import en from "~/words/en/drawer";
import type { Refund } from "../../open-orders/types";

vi.mock("~/words/drawer", () => ({ w: en }));
const { refundState } = await import("./refund-state");

const refund = (over: Partial<Refund>) =>
  ({
    id: "4-0",
    amount: 500,
    status: "requested",
    payment: "PAY-7ZK3M9QW2X",
    failure: null,
    reference: null,
    ...over,
  }) as Refund;

test("refunds of cash wait for a person, refunds of cards for the provider", () => {
  expect(refundState(refund({}))).toMatchObject({ text: "Waits for the payment provider", settles: false });
  expect(refundState(refund({ payment: null }))).toMatchObject({
    text: "Waits until somebody hands it over",
    settles: true,
    retries: false,
  });
});

test("a refund that failed says why, and is tried again or handed over", () => {
  const failed = refund({ status: "failed", failure: "lost_or_stolen_card" });
  expect(refundState(failed)).toMatchObject({
    text: "Not given back: the card was reported lost or stolen.",
    settles: true,
    retries: true,
  });
  const other = refund({ status: "failed", failure: "new_code" });
  expect(refundState(other).text).toBe("Not given back: the provider says “new_code”.");
});

test("a refund that a person handed over says so, whoever was asked first", () => {
  expect(refundState(refund({ status: "settled" })).text).toBe("Given back");
  expect(refundState(refund({ status: "settled", reference: "till 2" })).text).toBe("Given back by hand");
  expect(refundState(refund({ status: "settled", payment: null })).text).toBe("Given back by hand");
});

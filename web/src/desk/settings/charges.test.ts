import { describe, expect, it } from "vitest";
import { sumsOf } from "./charges";

const rules = { deliveryFee: 390, packagingFee: 60, taxBasisPoints: 625 };

describe("a sample order", () => {
  it("charges the delivery fee for deliveries only", () => {
    expect(sumsOf(2_000, rules, "delivery")).toEqual({
      deliveryFee: 390,
      packagingFee: 60,
      taxAmount: 125,
      total: 2_575,
    });
    expect(sumsOf(2_000, rules, "pickup")).toMatchObject({ deliveryFee: 0, total: 2_185 });
    expect(sumsOf(2_000, rules, "shipping")).toMatchObject({ deliveryFee: 0 });
  });

  it("rounds its tax half up, exactly for the largest amounts too", () => {
    expect(sumsOf(1_000, { ...rules, taxBasisPoints: 5 }, "pickup").taxAmount).toBe(1);
    expect(sumsOf(999, { ...rules, taxBasisPoints: 5 }, "pickup").taxAmount).toBe(0);
    const most = 9_007_199_254_740_991;
    expect(sumsOf(most, { ...rules, taxBasisPoints: 1 }, "pickup").taxAmount).toBe(900_719_925_474);
  });
});

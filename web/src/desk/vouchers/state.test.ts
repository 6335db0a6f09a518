import { expect, test } from "vitest";
import type { Voucher } from "./queries";
import { shownAs, stateOf } from "./state";

const NOW = Date.parse("2026-11-28T12:00:00Z");
const voucher = (part: Partial<Voucher> = {}): Voucher => ({
  id: "spice-kitchen~TEN",
  code: "TEN",
  sellerId: "spice-kitchen",
  percent: 10,
  minSubtotal: 0,
  ended: false,
  used: 0,
  version: 1,
  ...part,
});

test("a voucher is good from its begin until the moment of its end", () => {
  const from = "2026-11-28T12:00:00.000Z";
  expect(stateOf(voucher({ validFrom: from }), NOW)).toBe("active");
  expect(stateOf(voucher({ validFrom: from }), NOW - 1)).toBe("planned");
  expect(stateOf(voucher({ validUntil: from }), NOW)).toBe("over");
  expect(stateOf(voucher({ validUntil: from }), NOW - 1)).toBe("active");
});

test("a voucher that its seller ended is off in any case; a used-up one is over", () => {
  const off = voucher({ ended: true, usesLeft: 0, validUntil: "2020-01-01T00:00:00.000Z" });
  expect(stateOf(off, NOW)).toBe("off");
  expect(shownAs(stateOf(voucher({ usesLeft: 0, used: 5 }), NOW))).toBe("ended");
  expect(shownAs(stateOf(voucher({ usesLeft: 1 }), NOW))).toBe("active");
});

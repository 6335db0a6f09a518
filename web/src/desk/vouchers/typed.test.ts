import { beforeAll, expect, test, vi } from "vitest";
import type { Voucher } from "./queries";
import { changeOf, isChanged, NOTHING, newVoucher, termsOf } from "./typed";

beforeAll(() => vi.stubGlobal("document", { documentElement: { lang: "en" } }));

const PLACE = { currency: "USD", zone: "America/New_York" };
const VOUCHER: Voucher = {
  id: "spice-kitchen~TEN",
  code: "TEN",
  sellerId: "spice-kitchen",
  percent: 10,
  minSubtotal: 2_000,
  ended: false,
  used: 3,
  usesLeft: 97,
  validFrom: "2026-11-28T05:00:00.000Z",
  version: 1,
};

test("a new voucher is sent as it was typed, in minor units and moments", () => {
  const typed = { ...NOTHING, code: " ten ", value: "10", min: "20", uses: "100", until: "2026-11-30T00:00" };
  expect(newVoucher(typed, PLACE, "spice-kitchen")).toEqual({
    body: {
      sellerId: "spice-kitchen",
      code: "ten",
      percent: 10,
      minSubtotal: 2_000,
      usesLeft: 100,
      perCustomer: null,
      validFrom: null,
      validUntil: "2026-11-30T05:00:00.000Z",
    },
    faults: {},
  });
});

test("a currency without decimals is typed without them", () => {
  const typed = { ...NOTHING, code: "YEN", kind: "amount" as const, value: "500" };
  const { body } = newVoucher(typed, { ...PLACE, currency: "JPY" }, "spice-kitchen");
  expect(body).toMatchObject({ amount: 500 });
  expect(newVoucher({ ...typed, value: "5.5" }, { ...PLACE, currency: "JPY" }, "x").faults).toEqual({
    "/amount": "amount",
  });
});

test("invalid numbers, amounts and times are all reported at their fields at once", () => {
  const typed = {
    ...NOTHING,
    code: "X",
    value: "ten",
    min: "much",
    uses: "0",
    perCustomer: "-1",
    from: "2027-03-14T02:30",
  };
  expect(newVoucher(typed, PLACE, "spice-kitchen").faults).toEqual({
    "/percent": "number",
    "/minSubtotal": "amount",
    "/usesLeft": "positive",
    "/perCustomer": "positive",
    "/validFrom": "skipped",
  });
});

test("only terms that were typed otherwise are changed, and an emptied one is taken away", () => {
  const terms = termsOf(VOUCHER, PLACE);
  expect(terms).toEqual({
    min: "20.00",
    uses: "97",
    perCustomer: "",
    from: "2026-11-28T00:00",
    until: "",
  });
  expect(isChanged(changeOf(VOUCHER, terms, PLACE).body)).toBe(false);
  expect(changeOf(VOUCHER, { ...terms, uses: "", perCustomer: "2", from: "" }, PLACE).body).toEqual({
    usesLeft: null,
    perCustomer: 2,
    validFrom: null,
  });
});

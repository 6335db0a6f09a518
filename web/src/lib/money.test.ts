import { describe, expect, test } from "vitest";
import { amountText, minorUnits, money } from "./money";

describe("an amount that somebody typed", () => {
  test.each([
    ["12", 12_00],
    ["12.5", 12_50],
    [" 12,50 ", 12_50],
    ["0.07", 7],
    ["$1,000.50", 1_000_50],
    ["1.000,50 €", 1_000_50],
    ["1 000,50", 1_000_50],
    ["1\u202f000.50", 1_000_50],
    ["1’000.50 CHF", 1_000_50],
    ["1,234,567", 1_234_567_00],
    ["1.234.567", 1_234_567_00],
  ])("%j is the same in every language", (typed, cents) => {
    expect(minorUnits(typed, "USD", "en")).toBe(cents);
    expect(minorUnits(typed, "USD", "de")).toBe(cents);
  });

  test("a sign before three digits is read as the language has it", () => {
    expect(minorUnits("1,000", "USD", "en")).toBe(1_000_00);
    expect(minorUnits("1.000", "USD", "de")).toBe(1_000_00);
    // The decimal separator of the language; a currency has no thousandths.
    expect(minorUnits("1.000", "USD", "en")).toBeNull();
    expect(minorUnits("1,000", "USD", "de")).toBeNull();
    expect(minorUnits("1.000", "KWD", "en")).toBe(1_000);
    expect(minorUnits("1.000", "KWD", "de")).toBe(1_000_000);
    expect(minorUnits("1,000", "JPY", "en")).toBe(1_000);
  });

  test.each([
    "",
    ".",
    "12.",
    ".5",
    "-5",
    "1e3",
    "1,00,000",
    "10,00.5",
    "1,2,3",
    "0,500.00",
    "twelve",
    "12.505",
    "99999999999999999",
  ])("%j is none", (typed) => {
    expect(minorUnits(typed, "USD", "en")).toBeNull();
  });

  test("a currency without a fraction has none", () => {
    expect(minorUnits("500", "JPY", "en")).toBe(500);
    expect(minorUnits("500.5", "JPY", "en")).toBeNull();
  });

  test("what a field shows is read back as the same amount", () => {
    for (const language of ["en", "de"]) {
      for (const [amount, currency] of [
        [7, "USD"],
        [100_050, "EUR"],
        [123_456_789, "JPY"],
        [1_234_567, "KWD"],
      ] as const) {
        expect(minorUnits(amountText(amount, currency, language), currency, language)).toBe(amount);
      }
    }
  });
});

test("an amount is written as the language does, with a true minus", () => {
  expect(money(6137, "USD", "en")).toBe("$61.37");
  expect(money(-500, "JPY", "en")).toBe("−¥500");
});

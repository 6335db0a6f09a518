import { beforeEach, describe, expect, test, vi } from "vitest";
import {
  currencyName,
  duration,
  partName,
  partText,
  percent,
  roundMoney,
  signedPercent,
  spanText,
} from "./format";

let lang = "en";
beforeEach(() => {
  lang = "en";
  vi.stubGlobal("document", {
    documentElement: {
      get lang() {
        return lang;
      },
    },
  });
});

const UNITS = { min: "min", h: "h", d: "d" };

describe("figures as the reader's language writes them", () => {
  test("proportions", () => {
    expect(signedPercent(0.262)).toBe("+26.2%");
    expect(signedPercent(-0.575)).toBe("−57.5%");
    expect(percent(0.026)).toBe("2.6%");
    lang = "de";
    expect(signedPercent(-0.575)).toMatch(/^−57,5\s%$/);
  });

  test("amounts beside a chart, and the currency's name", () => {
    expect(currencyName("USD")).toBe("US dollars");
    expect(roundMoney(250_000, "USD")).toBe("$2,500");
    expect(roundMoney(50, "USD")).toBe("$0.50");
    expect(roundMoney(5_000, "JPY")).toBe("¥5,000");
  });

  test("days", () => {
    expect(spanText({ from: "2026-11-20", to: "2026-11-26" }, "2026-11-28")).toMatch(/^November 20.–.26$/);
    expect(spanText({ from: "2025-12-30", to: "2026-01-02" }, "2026-11-28")).toContain("2025");
    expect(spanText({ from: "2026-11-20", to: "2026-11-20" }, "2026-11-28")).toBe("November 20");
    expect(partText({ from: "2026-11-20", to: "2026-11-20" }, "day", 7)).toBe("Fri 20");
    expect(partText({ from: "2026-11-20", to: "2026-11-20" }, "day", 30)).toBe("Nov 20");
    expect(partName({ from: "2026-11-20", to: "2026-11-20" }, "day")).toBe("Fri, Nov 20");
    expect(partName({ from: "2026-11-01", to: "2026-11-20" }, "month")).toBe("November 2026");
    lang = "de";
    expect(partName({ from: "2026-11-20", to: "2026-11-20" }, "day")).toMatch(/^Fr\., 20\. Nov/);
  });

  test("durations", () => {
    expect(duration(132, UNITS)).toBe("2:12 min");
    expect(duration(800, UNITS)).toBe("13 min");
    expect(duration(7_500, UNITS)).toBe("2 h 5 min");
    expect(duration(180_000, UNITS)).toBe("2 d 2 h");
  });
});

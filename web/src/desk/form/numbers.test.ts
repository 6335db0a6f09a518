import { describe, expect, it } from "vitest";
import { basisPointsOf, percentText, textOf, wholeOf } from "./numbers";

describe("numbers as they are typed", () => {
  it("are whole, nothing, or no number", () => {
    expect(wholeOf(" 15 ")).toBe(15);
    expect(wholeOf("")).toBeNull();
    for (const typed of ["1.5", "-1", "ten", "1e3", "9999999999"])
      expect(wholeOf(typed), typed).toBeUndefined();
    expect(textOf(null)).toBe("");
    expect(textOf(0)).toBe("0");
  });

  it("are hundredths of a percent", () => {
    expect(basisPointsOf("6.25")).toBe(625);
    expect(basisPointsOf("8,5 %")).toBe(850);
    expect(basisPointsOf("100")).toBe(10_000);
    for (const typed of ["", "1.234", "x", "-1"]) expect(basisPointsOf(typed), typed).toBeUndefined();
    expect(percentText(625, "de")).toBe("6,25");
    expect(percentText(1_000, "en")).toBe("10");
  });
});

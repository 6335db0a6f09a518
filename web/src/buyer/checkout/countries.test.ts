import { expect, test } from "vitest";
import table from "../../../../shared/domain/addresses/formats.tsv?raw";
import { countries, fieldsOf, neededIn } from "./countries";

/** Codes without deliveries: territories without inhabitants, or codes of no country. */
const LEFT_OUT = ["AC", "AQ", "BV", "GS", "HM", "TA", "TF", "UM"];

const formats = table
  .split("\n")
  .filter((row) => row !== "" && !row.startsWith("#"))
  .map((row) => row.split("\t"))
  .filter(([code = ""]) => !LEFT_OUT.includes(code));

test("the countries and their fields are those by which the API judges", () => {
  const codes = countries("en").map(([code]) => code);
  expect(codes.sort()).toEqual(formats.map(([code]) => code).sort());
  for (const [code = "", , used = "", required = ""] of formats) {
    expect([code, fieldsOf(code)]).toEqual([
      code,
      { city: used.includes("C"), state: required.includes("S"), postalCode: used.includes("Z") },
    ]);
    expect([code, neededIn(code)]).toEqual([
      code,
      { city: required.includes("C"), state: required.includes("S"), postalCode: required.includes("Z") },
    ]);
  }
});

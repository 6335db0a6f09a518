import { expect, test } from "vitest";
import { addressLines, addressText, shortAddress } from "./address";

const washington = {
  line1: "2118 Newport Place NW",
  line2: "Apt 3",
  city: "Washington",
  state: "DC",
  postalCode: "20037",
  country: "US",
};

test("an address is written as its country does", () => {
  expect(addressLines(washington)).toEqual(["2118 Newport Place NW", "Apt 3", "Washington, DC 20037"]);
  const berlin = { line1: "Eisenbahnstraße 42", city: "Berlin", postalCode: "10997", country: "DE" };
  expect(addressText(berlin)).toBe("Eisenbahnstraße 42, 10997 Berlin");
});

test("missing parts leave no comma", () => {
  expect(addressText({ line1: "1 Raffles Place", postalCode: "048616", country: "SG" })).toBe(
    "1 Raffles Place, 048616",
  );
  expect(shortAddress(washington)).toBe("2118 Newport Place NW, Washington");
  expect(shortAddress({ line1: "1 Raffles Place", country: "SG" })).toBe("1 Raffles Place");
});

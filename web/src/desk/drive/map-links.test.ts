import { expect, test } from "vitest";
import { geoLink, townOf, webMapLink } from "./map-links";

const address = {
  line1: "18 Rhode Island Avenue & Co",
  line2: "Apt 3",
  city: "Washington",
  state: "DC",
  postalCode: "20002",
  country: "US",
};

test("an address is a query that no sign in it can change", () => {
  const query = "18%20Rhode%20Island%20Avenue%20%26%20Co%2C%20Washington%2C%20DC%2020002%2C%20US";
  expect(geoLink(address)).toBe(`geo:0,0?q=${query}`);
  expect(webMapLink(address)).toBe(`https://www.openstreetmap.org/search?query=${query}`);
});

test("the town omits missing parts", () => {
  expect(townOf(address)).toBe("Washington, DC 20002");
  expect(townOf({ line1: "1 Street", country: "AE", city: "Dubai" })).toBe("Dubai");
});

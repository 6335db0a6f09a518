/** An address as lines, and as a link to the device's map app. */
import type { components } from "~/api/schema";

export type Address = components["schemas"]["AddressView"];

export function linesOf(address: Address): string[] {
  const { line1, line2, locality, city, state, postalCode, country } = address;
  const region = [state, postalCode].filter(Boolean).join(" ");
  const lines = [line1, line2, locality, [city, region].filter(Boolean).join(", "), countryName(country)];
  return lines.filter((line): line is string => Boolean(line));
}

/** A `geo:` link (RFC 5870) with a query, which phones and desktops open in the installed map app. */
export const mapLink = (address: Address): string =>
  `geo:0,0?q=${encodeURIComponent(linesOf(address).join(", "))}`;

/** `United States` for `US`; other texts in older orders are returned unchanged. */
function countryName(country: string): string {
  if (!/^[A-Z]{2}$/.test(country)) return country;
  return new Intl.DisplayNames(document.documentElement.lang, { type: "region" }).of(country) ?? country;
}

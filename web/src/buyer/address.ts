/** Addresses in the form that buyers read. No React. */
import type { components } from "~/api/schema";

export type AddressView = components["schemas"]["AddressView"];

/** Street, place and region, a line for each, as they are written in the address's country. */
export function addressLines(address: AddressView): string[] {
  const { line1, line2, locality, city, state, postalCode, country } = address;
  const region = [state, postalCode].filter(Boolean).join(" ");
  const place =
    country === "US" || country === "CA"
      ? [city, region]
      : [[postalCode, city].filter(Boolean).join(" "), state];
  return [line1, line2, locality, place.filter(Boolean).join(", ")].filter((line): line is string =>
    Boolean(line),
  );
}

/** The address in one line. */
export const addressText = (address: AddressView) => addressLines(address).join(", ");

/** `1410 Park Road NW, Washington`: enough to find a seller. */
export const shortAddress = ({ line1, city, state }: AddressView) =>
  [line1, city ?? state].filter(Boolean).join(", ");

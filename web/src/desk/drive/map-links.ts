/** Links to an address: the device's own map app, and a map in the browser. */
import type { components } from "~/api/schema";

type Address = components["schemas"]["AddressView"];

const text = ({ line1, locality, city, state, postalCode, country }: Address): string =>
  [line1, locality, city, [state, postalCode].filter(Boolean).join(" "), country].filter(Boolean).join(", ");

export const geoLink = (to: Address): string => `geo:0,0?q=${encodeURIComponent(text(to))}`;

export const webMapLink = (to: Address): string =>
  `https://www.openstreetmap.org/search?query=${encodeURIComponent(text(to))}`;

/** What stands under the street. */
export const townOf = ({ locality, city, state, postalCode }: Address): string =>
  [locality, city, [state, postalCode].filter(Boolean).join(" ")].filter(Boolean).join(", ");

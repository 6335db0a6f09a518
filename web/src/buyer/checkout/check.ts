/** What is missing before anything is sent, and what the API found wrong, each at its field. */
import type { Problem } from "~/api/problem";
import type { Seller } from "../cart/types";
import { fieldsOf } from "./countries";
import { type Details, wishesOf } from "./details";
import { phoneFault } from "./phone";
import { type Decided, type Faults, placeFaults } from "./request";
import { timesFor } from "./times";
import { w } from "./words";

export function missing(
  of: Details,
  baskets: readonly Decided[],
  sellers: ReadonlyMap<string, Seller>,
  now: number,
): Faults {
  const faults: Faults = {};
  if (of.name.trim() === "") faults.name = w.missing;
  const phone = phoneFault(of.phone, of.calling);
  if (phone) faults.phone = phone;
  for (const { sellerId, method } of baskets) {
    const seller = sellers.get(sellerId);
    const { zoneId, requestedFor } = wishesOf(of, sellerId);
    const known = seller?.zones.some((zone) => zone.id === zoneId);
    if (method === "delivery" && seller && seller.zones.length > 0 && !known) {
      faults[`${sellerId} zone`] = w.missingZone;
    }
    if (method !== "shipping" && seller && requestedFor !== undefined) {
      const at = Date.parse(requestedFor);
      const offered = !Number.isNaN(at) && timesFor(seller, method, at, now).includes(at);
      if (!offered) faults[`${sellerId} when`] = w.missingTime;
    }
  }
  if (baskets.some(({ method }) => method !== "pickup")) Object.assign(faults, missingInAddress(of));
  return faults;
}

function missingInAddress({ address }: Details): Faults {
  const fields = fieldsOf(address.country);
  const faults: Faults = {};
  if (address.line1.trim() === "") faults.line1 = w.missing;
  if (fields.city && address.city.trim() === "") faults.city = w.missing;
  if (fields.state && address.state.trim() === "") faults.state = w.missing;
  // Whether a postal code has to be there, and its shape, the API knows by country.
  return faults;
}

/** What the API refused, in the reader's words where the page has its own. */
export function refused(problem: Problem, sellerIds: readonly string[]): { faults: Faults; other: string[] } {
  const { faults, other } = placeFaults(problem.errors, sellerIds);
  const said = Object.entries(faults).map(([field, detail]) => [
    field,
    field === "phone" ? w.phoneWrong : w.wrong(detail ?? ""),
  ]);
  return { faults: Object.fromEntries(said), other };
}

/** Values that are missing before the request, and the API's errors, each at its field. */
import type { Problem } from "~/api/problem";
import type { Seller } from "../cart/types";
import { neededIn } from "./countries";
import { type Details, phoneOf, wishesOf } from "./details";
import { phoneFault } from "./phone";
import { type Decided, type Faults, type FieldName, placeFaults } from "./request";
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
  const needed = { line1: true, ...neededIn(address.country) };
  const faults: Faults = {};
  for (const field of ["line1", "city", "state", "postalCode"] as const) {
    if (needed[field] && address[field].trim() === "") faults[field] = w.missing;
  }
  // The API knows the form of postal codes by country.
  return faults;
}

/** The errors of unchanged values: a changed field loses its error. */
export function unmended(faults: Faults, before: Details, after: Details): Faults {
  const kept = Object.entries(faults).filter(([field]) => {
    const name = field as FieldName;
    return typedFor(name, before) === typedFor(name, after);
  });
  return Object.fromEntries(kept);
}

const WISHES = { zone: "zoneId", when: "requestedFor", note: "note", voucher: "vouchers" } as const;

function typedFor(field: FieldName, of: Details): unknown {
  if (field === "name") return of.name;
  if (field === "phone") return phoneOf(of);
  const [sellerId = "", wish] = field.split(" ");
  if (wish === undefined) return of.address[field as keyof Details["address"]];
  return wishesOf(of, sellerId)[WISHES[wish as keyof typeof WISHES]];
}

/** The API's errors, in the reader's language where the page has its own sentence. */
export function refused(problem: Problem, sellerIds: readonly string[]): { faults: Faults; other: string[] } {
  const { faults, other } = placeFaults(problem.errors, sellerIds);
  const said = Object.entries(faults).map(([field, detail]) => [
    field,
    field === "phone" ? w.phoneWrong : w.wrong(detail ?? ""),
  ]);
  return { faults: Object.fromEntries(said), other };
}

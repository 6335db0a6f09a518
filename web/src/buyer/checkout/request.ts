/** The request that places the orders, and the field of the page for each of its errors. */
import type { BodyOf } from "~/api/client";
import type { FieldFault } from "~/api/problem";
import { type Basket, itemsOf } from "../cart/cart";
import type { Method } from "../cart/types";
import { fieldsOf } from "./countries";
import { type Details, phoneOf, wishesOf } from "./details";

/** A basket with its fulfilment, which is decided by now. */
export type Decided = Basket & { method: Method };

/** One order, or a checkout over several sellers. */
export type PlaceRequest =
  | { path: "/api/orders"; body: BodyOf<"/api/orders", "post"> }
  | { path: "/api/checkouts"; body: BodyOf<"/api/checkouts", "post"> };

/** A field of the page; the keys of a seller's fields begin with its id. */
export type FieldName =
  | "name"
  | "phone"
  | keyof Details["address"]
  | `${string} ${"zone" | "when" | "note" | "voucher"}`;

export type Faults = Partial<Record<FieldName, string>>;

export function requestOf(baskets: readonly Decided[], of: Details): PlaceRequest {
  const customer = { name: of.name.trim(), phone: phoneOf(of) };
  const parts = baskets.map((basket) => partOf(basket, of));
  const [only] = parts;
  return only && parts.length === 1
    ? { path: "/api/orders", body: { ...only, customer } }
    : { path: "/api/checkouts", body: { customer, sellers: parts } };
}

function partOf(basket: Decided, of: Details) {
  const { zoneId, requestedFor, note, vouchers } = wishesOf(of, basket.sellerId);
  return {
    sellerId: basket.sellerId,
    items: itemsOf(basket.lines),
    fulfilment: {
      method: basket.method,
      ...(basket.method !== "pickup" && { address: addressOf(of) }),
      ...(basket.method === "delivery" && zoneId && { zoneId }),
      ...(basket.method !== "shipping" && requestedFor && { requestedFor }),
    },
    vouchers,
    ...(note.trim() && { notes: note.trim() }),
  };
}

function addressOf({ address }: Details) {
  const { country } = address;
  const fields = fieldsOf(country);
  const filled = (value: string) => value.trim();
  return {
    line1: filled(address.line1),
    country,
    ...(filled(address.line2) && { line2: filled(address.line2) }),
    ...(fields.city && filled(address.city) && { city: filled(address.city) }),
    ...(filled(address.state) && { state: filled(address.state) }),
    ...(fields.postalCode && filled(address.postalCode) && { postalCode: filled(address.postalCode) }),
  };
}

/** The field of each error; `other` has the errors without a field. */
export function placeFaults(
  errors: readonly FieldFault[],
  sellerIds: readonly string[],
): { faults: Faults; other: string[] } {
  const faults: Faults = {};
  const other: string[] = [];
  for (const { pointer, detail } of errors) {
    const field = fieldAt(pointer ?? "", sellerIds);
    if (field) faults[field] ??= detail;
    else other.push(detail);
  }
  return { faults, other };
}

function fieldAt(pointer: string, sellerIds: readonly string[]): FieldName | null {
  const [, at, inSeller] = /^\/sellers\/(\d+)(\/.*)$/.exec(pointer) ?? [];
  const sellerId = sellerIds[at === undefined ? 0 : Number(at)];
  const rest = inSeller ?? pointer;
  if (rest === "/customer/name") return "name";
  if (rest === "/customer/phone") return "phone";
  const address = /^\/fulfilment\/address(?:\/(\w+))?$/.exec(rest);
  if (address) return ADDRESS.find((field) => field === address[1]) ?? "line1";
  if (sellerId === undefined) return null;
  if (rest === "/fulfilment/zoneId") return `${sellerId} zone`;
  if (rest === "/fulfilment/requestedFor") return `${sellerId} when`;
  if (rest === "/notes") return `${sellerId} note`;
  return rest.startsWith("/vouchers") ? `${sellerId} voucher` : null;
}

const ADDRESS = ["line1", "line2", "city", "state", "postalCode", "country"] as const;

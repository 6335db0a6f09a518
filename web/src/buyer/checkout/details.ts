/** The buyer's entries, stored in this browser until the order is placed, so that a reload loses nothing. */
import { e164, likelyCallingCode } from "~/lib/phone";
import { Kept } from "../cart/kept";

/** The entries for each seller. */
export interface Wishes {
  zoneId: string;
  /** Absent: as soon as possible. */
  requestedFor?: string;
  note: string;
  vouchers: string[];
}

export interface Details {
  name: string;
  /** `+1`. */
  calling: string;
  /** The number as it was typed. */
  phone: string;
  address: Address;
  wishes: Record<string, Wishes>;
}

export interface Address {
  line1: string;
  line2: string;
  city: string;
  state: string;
  postalCode: string;
  /** Empty until it was chosen: then the likely one is offered. */
  country: string;
}

export const NO_WISHES: Wishes = { zoneId: "", note: "", vouchers: [] };

export const details = new Kept<Details>("details", {
  name: "",
  calling: likelyCallingCode(),
  phone: "",
  address: { line1: "", line2: "", city: "", state: "", postalCode: "", country: "" },
  wishes: {},
});

/** The phone that the order is placed with. */
export const phoneOf = ({ phone, calling }: Details) => e164(phone, calling);

export const wishesOf = (of: Details, sellerId: string): Wishes => of.wishes[sellerId] ?? NO_WISHES;

/** What the shop reads of the API, under the shop's names. */
import type { components } from "~/api/schema";

type Schemas = components["schemas"];

export type Method = Schemas["MethodName"];
export type AddressView = Schemas["AddressView"];
export type Item = Schemas["ItemRequest"];
export type Order = Schemas["Order"];

export const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;

/** When a seller is open, in its own zone; it may close after midnight. */
export interface Hours {
  day: (typeof DAYS)[number];
  /** `11:00`. */
  opens: string;
  closes: string;
}

export type Seller = Schemas["Seller"] & {
  description?: string | null;
  phone?: string | null;
  address?: AddressView | null;
  methods: Method[];
  /** Empty: always open. */
  hours: Hours[];
  minimumOrder?: number | null;
  pausedUntil?: string | null;
  extraPrepMinutes?: number | null;
};

export type Product = Schemas["Product"] & {
  description?: string | null;
  category?: string | null;
  position?: number | null;
  active?: boolean;
  /** When it is sold again. */
  offUntil?: string | null;
  image?: { url: string; alt: string } | null;
};

/** What is asked to be priced: a cart of one seller. */
export type QuoteRequest = Schemas["QuoteOrder"];
export type Quote = Schemas["Quote"];

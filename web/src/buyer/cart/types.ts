/** What the shop reads of the API, under the shop's names. */
import type { components } from "~/api/schema";

type Schemas = components["schemas"];

export type Method = Schemas["MethodName"];
export type AddressView = Schemas["AddressView"];
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

export interface QuoteRequest {
  sellerId: string;
  items: { productId: string; quantity: number; addons: { addonId: string; quantity: number }[] }[];
  fulfilment: { method: Method; zoneId?: string; requestedFor?: string };
  vouchers: string[];
}

export interface QuotedVoucher {
  code: string;
  amount: number;
  /** Why it takes nothing off. */
  rejected: string | null;
}

export interface Quote {
  items: {
    productId: string;
    name: string;
    quantity: number;
    unitPrice: number;
    totalPrice: number;
    available: number;
    addons: { addonId: string; name: string; quantity: number; unitPrice: number }[];
  }[];
  subtotal: number;
  discount: number;
  charges: { deliveryFee: number; packagingFee: number; taxAmount: number };
  grandTotal: number;
  currency: string;
  vouchers: QuotedVoucher[];
  stockIssues: { productId: string; productName: string; requested: number; available: number }[];
}

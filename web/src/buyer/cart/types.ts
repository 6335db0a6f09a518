/** What the shop reads of the API, under the shop's names. */
import type { components } from "~/api/schema";

type Schemas = components["schemas"];

export type Method = Schemas["MethodName"];
export type Item = Schemas["ItemRequest"];

export const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;

export type Seller = Schemas["Seller"];
/** When a seller is open, in its own zone; it may close after midnight. */
export type Hours = Schemas["OpeningTime"];

export type Product = Schemas["Product"];

/** What is asked to be priced: a cart of one seller. */
export type QuoteRequest = Schemas["QuoteOrder"];
export type Quote = Schemas["Quote"];

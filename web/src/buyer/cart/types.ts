/** The types of the API that the shop uses, under the shop's names. */
import type { components } from "~/api/schema";

type Schemas = components["schemas"];

export type Method = Schemas["MethodName"];
export type Item = Schemas["ItemRequest"];

export type Seller = Schemas["Seller"];

export type Product = Schemas["Product"];

/** A request for a quote: a cart of one seller. */
export type QuoteRequest = Schemas["QuoteOrder"];
export type Quote = Schemas["Quote"];

/** What tracking answers. */
import type { components } from "~/api/schema";

type Schemas = components["schemas"];

export type { Order, PromiseMove } from "../order";
export type Phase = Schemas["PhaseName"];
export type Method = Schemas["MethodName"];
export type Entry = Schemas["EntryView"];

/** Sellers are never deleted, so that an order has one. */
export type Tracking = Schemas["Tracking"] & { seller: NonNullable<Schemas["Tracking"]["seller"]> };

/** What the steps need of a lifecycle. */
export type Lifecycle = {
  statuses: Pick<Schemas["LifecycleStatus"], "name" | "phase">[];
  moves: Pick<Schemas["LifecycleMove"], "from" | "to" | "automatic" | "methods">[];
};

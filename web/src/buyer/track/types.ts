/** The types of the tracking API. */
import type { components } from "~/api/schema";

type Schemas = components["schemas"];

export type { Order, PromiseMove } from "../order";
export type Phase = Schemas["PhaseName"];
export type Method = Schemas["MethodName"];
export type Entry = Schemas["EntryView"];

/** Sellers are never deleted, so every order has one. */
export type Tracking = Schemas["Tracking"] & { seller: NonNullable<Schemas["Tracking"]["seller"]> };

/** The part of a lifecycle that the steps use. */
export type Lifecycle = {
  statuses: Pick<Schemas["LifecycleStatus"], "name" | "phase">[];
  moves: Pick<Schemas["LifecycleMove"], "from" | "to" | "automatic" | "methods">[];
};

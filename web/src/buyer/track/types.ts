/** What tracking answers. */
import type { components } from "~/api/schema";
import type { AddressView } from "../address";
import type { Order } from "../order";

type Schemas = components["schemas"];

export type { Order, PromiseMove } from "../order";
export type Phase = Schemas["PhaseName"];
export type Method = Schemas["MethodName"];
export type Entry = Schemas["EntryView"];

export type Tracking = Schemas["Tracking"] & {
  order: Order;
  seller: { phone?: string; address?: AddressView };
};

/** What the steps need of a lifecycle. */
export type Lifecycle = {
  statuses: Pick<Schemas["LifecycleStatus"], "name" | "phase">[];
  moves: Pick<Schemas["LifecycleMove"], "from" | "to" | "automatic" | "methods">[];
};

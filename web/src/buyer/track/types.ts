/** What tracking answers. */
import type { components } from "~/api/schema";

type Schemas = components["schemas"];

export type Phase = Schemas["PhaseName"];
export type Method = Schemas["MethodName"];
export type Entry = Schemas["EntryView"];

/** What a buyer may still do about the order, and until when. */
export interface CancelRule {
  allowed: boolean;
  until?: string;
  /** The rule in words, in English. */
  reason?: string;
}

/** A promised moment that was moved, the newest last. */
export interface EstimateMove {
  at: string;
  from?: string;
  to: string;
  reason?: string;
}

export type Order = Schemas["Order"] & {
  cancelRule?: CancelRule;
  /** When it is promised to be ready, or at the door. */
  promisedAt?: string;
  estimateMoves?: EstimateMove[];
  /** While it waits for its code: until when what was ordered is held. */
  verification?: Schemas["VerificationView"];
};

export interface TrackedSeller {
  id: string;
  name: string;
  timezone: string;
  phone?: string;
  address?: Schemas["AddressView"];
}

export type Tracking = Omit<Schemas["Tracking"], "order"> & {
  order: Order;
  seller: TrackedSeller;
  /** Stops of the driver before this one; absent while the order is not on the way. */
  stopsBefore?: number;
};

/** What the steps need of a lifecycle. */
export type Lifecycle = {
  statuses: Pick<Schemas["LifecycleStatus"], "name" | "phase">[];
  moves: Pick<Schemas["LifecycleMove"], "from" | "to" | "automatic" | "methods">[];
};

/** What tracking answers. */
import type { components } from "~/api/schema";

type Schemas = components["schemas"];

export type Phase = Schemas["PhaseName"];
export type Method = Schemas["MethodName"];
export type Entry = Schemas["EntryView"];

/** A promise that was made or moved. */
export interface PromiseMove {
  at: string;
  /** Absent where nothing was promised before. */
  from?: string;
  to: string;
  reason?: string;
}

export type Order = Schemas["Order"] & {
  /** When it is promised to be ready, or at the door. */
  promisedAt?: string;
  /** The oldest first. */
  promiseMoves?: PromiseMove[];
  /** While it waits for its code: until when what was ordered is held. */
  verification?: Schemas["VerificationView"];
};

export type Tracking = Schemas["Tracking"] & {
  order: Order;
  seller: { phone?: string; address?: Schemas["AddressView"] };
};

/** What the steps need of a lifecycle. */
export type Lifecycle = {
  statuses: Pick<Schemas["LifecycleStatus"], "name" | "phase">[];
  moves: Pick<Schemas["LifecycleMove"], "from" | "to" | "automatic" | "methods">[];
};

/** Who is at the desk, and whose orders they see. There is no desk without both. */
import { createContext, useContext } from "react";
import type { components } from "~/api/schema";
import type { Me, Session } from "~/api/session";

export type Seller = components["schemas"]["Seller"];

export interface Desk {
  session: Session;
  me: Me;
  seller: Seller;
  /** The seller's time zone: all days and times of the desk are of this zone. */
  zone: string;
  currency: string;
  staff: "seller" | "admin";
  /** For an administrator: takes another seller's orders to the desk. */
  changeSeller: (() => void) | null;
}

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error("useDesk is for what is inside of the desk");
  return desk;
}

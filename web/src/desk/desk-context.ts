/** The signed-in person and the seller whose orders they see. The sellers' pages need both. */
import { createContext, useContext } from "react";
import type { components } from "~/api/schema";
import type { Me, Session } from "~/api/session";

export type Seller = components["schemas"]["Seller"];

export interface Desk {
  session: Session;
  me: Me;
  seller: Seller;
  /** The seller's time zone: all days and times of these pages are in this zone. */
  zone: string;
  currency: string;
  staff: "seller" | "admin";
  /** For an administrator: opens another seller's orders. */
  changeSeller: (() => void) | null;
}

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error("useDesk is for what is inside of the desk");
  return desk;
}

/** What somebody may do with an order, as buttons and menus show it. */
import type { IconName } from "~/ui/icon";

/** What an action is, whichever route it has. */
export type Kind =
  | "accept"
  | "reject"
  | "move"
  | "cancel"
  | "update"
  | "payment"
  | "refund"
  | "split"
  | "merge"
  | "override"
  | "delay"
  | "batch"
  | "note";

export interface OrderAction {
  kindOf: Kind;
  /** The function of the API. */
  action: string;
  label: string;
  kind: "primary" | "plain" | "danger";
  icon: IconName;
  /** The status that it leads to. */
  status?: string;
  /** Whether a question comes first. */
  asks: boolean;
  /** With accepting: how long making it takes. */
  minutes?: number;
  /** Why it cannot be done now. */
  denied?: string;
}

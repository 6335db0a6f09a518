/** The actions on an order, in the form that buttons and menus show. */
import type { IconName } from "~/ui/icon";

/** The kind of an action, independent of its route. */
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
  /** The operation of the API. */
  action: string;
  label: string;
  kind: "primary" | "plain" | "danger";
  icon: IconName;
  /** The status after the action. */
  status?: string;
  /** Whether a dialog comes first. */
  asks: boolean;
  /** When accepting: the minutes of preparation. */
  minutes?: number;
  /** Why it is denied now. */
  denied?: string;
}

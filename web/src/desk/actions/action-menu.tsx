/** All actions of an order, behind one button. Denied ones show the reason. */
import type { ReactNode } from "react";
import { Icon } from "~/ui/icon";
import { Menu, type MenuEntry } from "~/ui/menu";
import { w } from "~/words/actions";
import { parts } from "../open-orders/facts";
import { useOrder } from "../open-orders/queries";
import type { Order, OrderRow } from "../open-orders/types";
import { menuOf } from "./offer";
import { useAct } from "./use-act";

export interface ActionMenuProps {
  row: OrderRow;
  /** The whole order, where it was read. */
  order?: Order | undefined;
  /** Whether it is the second half of a split button. */
  half?: "plain" | "primary";
}

export function ActionMenu({ row, order, half }: ActionMenuProps) {
  return (
    <Menu
      label={w.menu(parts(row.orderNumber).tail)}
      className={`button button-icon${half === "primary" ? " button-primary" : ""}`}
      // Lists do not contain denied actions, so the order is read when its menu opens.
      entries={(show) => <Entries row={row} order={order} show={show} />}
    >
      <Icon name={half ? "down" : "more"} />
    </Menu>
  );
}

interface EntriesProps extends ActionMenuProps {
  show: (entries: readonly MenuEntry[]) => ReactNode;
}

function Entries({ row, order, show }: EntriesProps) {
  const act = useAct();
  const { data } = useOrder(row.id);
  const known = data?.order ?? order;
  if (!known) return show([]);
  const entries = menuOf(known).map((action, at) => ({
    key: `${action.action}-${action.status ?? ""}-${at}`,
    label: action.label,
    icon: action.icon,
    danger: action.kind === "danger",
    denied: action.denied,
    run: () => act(row, action),
  }));
  return show(entries);
}

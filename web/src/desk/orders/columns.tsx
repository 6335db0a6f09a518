/** The cells of the table's columns. */
import {
  columnOrderingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  tableFeatures,
} from "@tanstack/react-table";
import { money } from "~/lib/money";
import { Icon } from "~/ui/icon";
import { w } from "~/words/orders";
import { useDesk } from "../desk-context";
import { facts, parts } from "../open-orders/facts";
import { METHOD_ICON, paymentOf, phaseLook, statusLabel, tableTime } from "../open-orders/labels";
import { useDrivers } from "../open-orders/queries";
import type { OrderRow } from "../open-orders/types";
import { useUnderWay } from "../open-orders/under-way";
import { RowDue } from "./due";
import { OrderLink } from "./order-link";
import { COLUMNS, type ColumnId } from "./search";

export const features = tableFeatures({ columnVisibilityFeature, columnOrderingFeature });

const helper = createColumnHelper<typeof features, OrderRow>();

export const columns = COLUMNS.map((id) =>
  helper.display({ id, header: w.table.column[id], cell: ({ row }) => CELLS[id](row.original) }),
);

/** Columns of numbers, which are aligned at their end. */
export const isNumeric = (id: string): boolean => id === "items" || id === "total";

const CELLS: Record<ColumnId, (row: OrderRow) => React.ReactNode> = {
  number: (row) => {
    const { head, tail } = parts(row.orderNumber);
    return (
      <OrderLink id={row.id}>
        <span className="quiet col-full">{head}</span>
        <b>{tail}</b>
      </OrderLink>
    );
  },
  placed: (row) => <Time at={facts(row).placedAt} />,
  wanted: (row) => <Time at={facts(row).wantedAt} />,
  name: (row) => <span className="cut">{row.customer.name}</span>,
  items: (row) => row.itemCount,
  total: (row) => money(row.grandTotal, row.currency),
  pay: (row) => {
    const pay = paymentOf(row);
    return (
      <span className={`pay${pay.look}`}>
        <Icon name={pay.icon} size={16} />
        {pay.label}
      </span>
    );
  },
  method: ({ fulfilment: { method, zone } }) => (
    <span className="pay">
      <Icon name={METHOD_ICON[method]} size={16} />
      {zone ? (zone.name ?? zone.id) : (w.method[method] ?? method)}
    </span>
  ),
  driver: (row) => row.driverId && <Driver id={row.driverId} />,
  status: (row) => <Status row={row} />,
  target: (row) => <RowDue row={row} />,
};

function Time({ at }: { at: number | null }) {
  const { zone } = useDesk();
  if (at === null) return w.ticket.soon;
  const { main, time } = tableTime(at, zone);
  return (
    <>
      {main}
      {time && <span className="col-time"> {time}</span>}
    </>
  );
}

function Driver({ id }: { id: string }) {
  return useDrivers().get(id) ?? id;
}

function Status({ row }: { row: OrderRow }) {
  const { saving, reason } = useUnderWay(row.id);
  if (saving) return <span className="quiet">{w.ticket.saving}</span>;
  if (reason)
    return (
      <span className="problem" title={reason}>
        <Icon name="warning" size={16} />
        <span className="cut">{reason}</span>
      </span>
    );
  const look = phaseLook(row.phase);
  return (
    <span className={`status ${look.className}`}>
      <Icon name={look.icon} />
      <span className="status-word">{statusLabel(row.status)}</span>
    </span>
  );
}

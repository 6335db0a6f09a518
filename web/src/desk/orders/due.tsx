import { memo } from "react";
import { Icon } from "~/ui/icon";
import { useDesk } from "../desk-context";
import { type Due, dueOf, ticketDueOf } from "../open-orders/labels";
import { useNow } from "../open-orders/now";
import type { OrderRow } from "../open-orders/types";

/** The remaining time on a ticket. */
export const TicketDue = memo(function TicketDue({
  row,
  readyAt,
}: {
  row: OrderRow;
  readyAt: string | undefined;
}) {
  const { zone } = useDesk();
  const due = ticketDueOf(row, useNow(), zone, readyAt);
  if (due === null) return null;
  return (
    <span className={`due${toneClass(due)}`}>
      <Icon name={due.icon} />
      {due.text}
    </span>
  );
});

/** The remaining time in the table. */
export const RowDue = memo(function RowDue({ row }: { row: OrderRow }) {
  const due = dueOf(row, useNow());
  if (due === null) return null;
  if (due.tone !== "late") return <span className={`due${toneClass(due) || " quiet"}`}>{due.text}</span>;
  return (
    <span className="due tag tag-late">
      <Icon name={due.icon} />
      {due.text}
    </span>
  );
});

const toneClass = ({ tone }: Due) => (tone === "plain" ? "" : ` due-${tone}`);

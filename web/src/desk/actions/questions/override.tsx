/** Overrides the status of an order on the sellers' pages, for administrators. */
import { useLifecycle, useOrder } from "../../open-orders/queries";
import { OverrideDialog } from "./override-dialog";
import type { QuestionProps } from "./questions";
import { useSending } from "./sending";

export function OverrideQuestion({ row, action, onClose }: QuestionProps) {
  const { busy, problem, send } = useSending(onClose);
  const { data } = useOrder(row.id);
  const lifecycle = useLifecycle();
  return (
    <OverrideDialog
      row={row}
      read={data}
      lifecycle={lifecycle}
      label={action.label}
      busy={busy}
      problem={problem}
      onClose={onClose}
      onSend={(status, reason) =>
        void send({
          row,
          label: action.label,
          status,
          method: "patch",
          path: "/api/orders/admin/{id}/status",
          body: { status, reason },
        })
      }
    />
  );
}

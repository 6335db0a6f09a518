/** The last transition of an order: it cannot be undone here, so it is confirmed first. */
import { money } from "~/lib/money";
import { Dialog } from "~/ui/dialog";
import { w } from "~/words/actions";
import { Buttons, Refused } from "../../form/refused";
import { parts } from "../../open-orders/facts";
import { statusLabel } from "../../open-orders/labels";
import { useLifecycle, useOrder } from "../../open-orders/queries";
import { isStop } from "../offer";
import { stepOf } from "../use-act";
import { keptOf, stockOf } from "./consequences";
import { Follows } from "./parts";
import type { QuestionProps } from "./questions";
import { useSending } from "./sending";

export function FinalQuestion({ row, action, onClose }: QuestionProps) {
  const { busy, problem, send } = useSending(onClose);
  const { data } = useOrder(row.id);
  const lifecycle = useLifecycle();
  const status = statusLabel(action.status ?? "");
  const stops = isStop(action.status ?? "");
  const handsOver = !stops && row.fulfilment.method === "pickup";
  const due = row.payment.amountDue;
  const kept = data ? keptOf(data) : 0;
  return (
    <Dialog
      kind="question"
      title={w.final.title(parts(row.orderNumber).tail, handsOver ? w.final.handOver : status)}
      busy={busy}
      onClose={onClose}
      onSubmit={() => void send(stepOf(row, action))}
    >
      <Follows
        all={[
          { icon: "message", text: w.follows.told(row.customer.name) },
          !stops && due > 0 && { icon: "cash", text: w.follows.due(money(due, row.currency)), tone: "soon" },
          stops && kept > 0 && { icon: "refund", text: w.follows.refund(money(kept, row.currency)) },
          stops && stockOf(lifecycle, row.status, row.itemCount),
          { icon: "flag", text: w.follows.end },
        ]}
      />
      <Refused problem={problem} />
      <Buttons destroys={stops} busy={busy} onClose={onClose}>
        {handsOver ? w.final.handOver : w.final.do(status)}
      </Buttons>
    </Dialog>
  );
}

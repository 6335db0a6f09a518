import { Icon } from "~/ui/icon";
import { w } from "~/words/drawer";
import { actionsOf, isStep, primaryAction } from "../../actions/offer";
import type { OrderAction } from "../../actions/types";
import { useAct } from "../../actions/use-act";
import type { Order, OrderRow } from "../../open-orders/types";
import { useUnderWay } from "../../open-orders/under-way";

/** Actions with a place of their own. */
const ELSEWHERE: readonly OrderAction["kindOf"][] = ["accept", "update", "note", "refund"];

/** All other actions; denied ones show the reason. */
export function OtherActions({ row, order }: { row: OrderRow; order: Order }) {
  const all = actionsOf(order);
  const primary = primaryAction(row, order);
  const isPrimary = ({ kindOf, status }: OrderAction) =>
    kindOf === primary?.kindOf && status === primary.status;
  const besideAccept = primary?.kindOf === "accept";
  const open = all.filter(
    (it) =>
      it.denied === undefined &&
      !isPrimary(it) &&
      !ELSEWHERE.includes(it.kindOf) &&
      !(it.kindOf === "payment" && row.payment.amountDue > 0) &&
      it.kindOf !== (besideAccept ? "reject" : "delay"),
  );
  const denied = all.filter((it) => it.denied !== undefined);
  const steps = denied.filter(isStep);
  if (open.length === 0 && denied.length === 0) return null;
  return (
    <section aria-labelledby="more-title">
      <h3 id="more-title">{w.more.title}</h3>
      <ul className="actions">
        {open.map((action) => (
          <Open key={`${action.action}${action.status ?? ""}`} row={row} action={action} />
        ))}
        {denied
          .filter((it) => !isStep(it))
          .map((action) => (
            <Denied key={`${action.action}${action.status ?? ""}`} action={action} />
          ))}
      </ul>
      {steps.length > 0 && (
        <details className="closed-steps">
          <summary>{w.more.closed(steps.length)}</summary>
          <ul className="actions">
            {steps.map((action) => (
              <Denied key={action.status} action={action} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Open({ row, action }: { row: OrderRow; action: OrderAction }) {
  const act = useAct();
  const { saving } = useUnderWay(row.id);
  return (
    <li>
      <button
        className={`button${action.kind === "danger" ? " button-danger" : ""}`}
        type="button"
        aria-disabled={saving !== null}
        onClick={() => saving === null && act(row, action)}
      >
        <Icon name={action.icon} />
        {action.label}
      </button>
    </li>
  );
}

function Denied({ action }: { action: OrderAction }) {
  const why = `why-${action.action}-${action.status ?? ""}`;
  return (
    <li className="denied">
      <button className="button" type="button" aria-disabled="true" aria-describedby={why}>
        <Icon name="lock" />
        {action.label}
      </button>
      <p className="hint" id={why} lang="en">
        {action.denied}
      </p>
    </li>
  );
}

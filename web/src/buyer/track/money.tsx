/** Items, totals, and what was paid or goes back. */
import { money } from "~/lib/money";
import { Icon, type IconName } from "~/ui/icon";
import { w } from "~/words/track";
import { pieces } from "../order";
import { isStopped } from "../phases";
import { amountsOf, Lines, Sums } from "../sums";
import type { Order } from "./types";

export function Items({ order }: { order: Order }) {
  return (
    <section aria-labelledby="what">
      <h2 id="what">{w.items(pieces(order.items))}</h2>
      <Lines order={order} words={w} />
      <Sums brief amounts={amountsOf(order)} words={w} />
      <Paid order={order} />
    </section>
  );
}

function Paid({ order }: { order: Order }) {
  const said = paidOf(order);
  if (said === null) return null;
  const [icon, look, text] = said;
  return (
    <p className={`status ${look}`}>
      <Icon name={icon} />
      <span>{text}</span>
    </p>
  );
}

function paidOf(order: Order): [IconName, string, string] | null {
  const { payment, currency, phase, fulfilment } = order;
  const text = (amount: number) => money(amount, currency);
  switch (payment.status) {
    case "paid":
      return ["check", "is-good", payment.amountPaid > 0 ? w.paid : w.nothingDue];
    case "partly_paid":
      return ["card", "", w.partlyPaid(text(payment.amountPaid), text(payment.amountDue))];
    case "refund_requested":
      return ["refund", "is-good", w.refunding(text(payment.amountPaid - payment.amountRefunded))];
    case "refunded":
      return ["refund", "is-good", w.refunded(text(payment.amountRefunded))];
    case "unpaid":
      return isStopped(phase) ? null : ["cash", "", w.unpaid(text(payment.amountDue), fulfilment.method)];
  }
}

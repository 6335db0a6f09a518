/** Items, totals, payments and refunds. */
import { money } from "~/lib/money";
import { Icon, type IconName } from "~/ui/icon";
import { w } from "~/words/track";
import { openRefunds, pieces } from "../order";
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

/** The paid, authorised, due and refunded amounts. */
function Paid({ order }: { order: Order }) {
  return paidOf(order).map(([icon, look, text]) => (
    <p key={text} className={`status ${look}`}>
      <Icon name={icon} />
      <span>{text}</span>
    </p>
  ));
}

type Said = [icon: IconName, look: string, text: string];

export function paidOf({ payment, currency, seller }: Order): Said[] {
  const text = (amount: number) => money(amount, currency);
  const { status, amountPaid, amountDue, amountRefunded, amountAuthorized } = payment;
  const { waiting, failed } = openRefunds(payment);
  const back = amountRefunded + payment.amountChargedBack;
  const kept = amountPaid - back - waiting - failed;
  const said: Said[] = [];
  if (status === "disputed") said.push(["info", "", w.disputed]);
  if (amountAuthorized > 0)
    said.push(["card", "is-good", w.authorized(text(amountAuthorized), seller.name ?? "")]);
  if (kept > 0 && amountDue > 0) said.push(["card", "", w.partlyPaid(text(kept), text(amountDue))]);
  else if (kept > 0) said.push(["check", "is-good", amountPaid > kept ? w.paidAmount(text(kept)) : w.paid]);
  else if (status === "paid") said.push(["check", "is-good", w.nothingDue]);
  if (waiting > 0) said.push(["refund", "is-good", w.refunding(text(waiting))]);
  if (back > 0) said.push(["refund", "is-good", w.refunded(text(back))]);
  if (failed > 0) said.push(["info", "", w.refundFailed(text(failed))]);
  return said;
}

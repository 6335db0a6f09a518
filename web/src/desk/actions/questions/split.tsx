/** Splits a part of an order off. Stock and payments are divided between the two orders. */
import { useState } from "react";
import { money } from "~/lib/money";
import { Dialog } from "~/ui/dialog";
import { Stepper } from "~/ui/field";
import { w } from "~/words/actions";
import { w as ow } from "~/words/orders";
import { Buttons, Refused } from "../../form/refused";
import { parts } from "../../open-orders/facts";
import { useOrder } from "../../open-orders/queries";
import { toast } from "../../shell/toast";
import { useLook } from "../use-act";
import { divide } from "./divide";
import { Follows } from "./parts";
import type { QuestionProps } from "./questions";
import { useSending } from "./sending";

export function SplitQuestion({ row, action, onClose }: QuestionProps) {
  const { busy, problem, send, keyFor } = useSending(onClose);
  const look = useLook();
  const { data } = useOrder(row.id);
  const [moved, setMoved] = useState<readonly number[]>([]);
  const { tail } = parts(row.orderNumber);
  const items = data?.order.items ?? [];
  const part = divide(items, moved);
  const fits = part.moved > 0 && part.kept > 0;
  const submit = async () => {
    if (!fits) return;
    const chosen = items.map((_, line) => ({ line, quantity: moved[line] ?? 0 }));
    const body = { items: chosen.filter(({ quantity }) => quantity > 0) };
    const path = "/api/orders/{id}/split";
    const sent = await send({
      row,
      label: action.label,
      method: "post",
      path,
      body,
      idempotencyKey: keyFor(body),
    });
    const made = sent?.splitOrder;
    if (!made) return;
    const text = w.split.done(parts(made.orderNumber).tail);
    toast({ kind: "status", text, action: { label: w.refused.look, run: () => look(made.id) } });
  };
  return (
    <Dialog title={w.split.title(tail)} busy={busy} onClose={onClose} onSubmit={() => void submit()}>
      <p className="quiet">{w.split.text}</p>
      <ul className="choose-lines">
        {items.map((item, line) => (
          <li key={item.id}>
            <span>
              {item.name}
              {item.addons.length > 0 && (
                <span className="quiet small extras">
                  {ow.ticket.with(item.addons.map(({ name }) => name).join(", "))}
                </span>
              )}
            </span>
            <Stepper
              label={item.name}
              less={w.split.less}
              more={w.split.more}
              value={moved[line] ?? 0}
              min={0}
              max={item.quantity}
              onChange={(quantity) =>
                setMoved(items.map((_, at) => (at === line ? quantity : (moved[at] ?? 0))))
              }
            />
            <span className="quiet small nowrap">{w.split.of(item.quantity)}</span>
          </li>
        ))}
      </ul>
      {fits && (
        <section className="preview" aria-label={w.split.preview}>
          <dl className="sums">
            <dt>{w.split.stays(tail, part.kept)}</dt>
            <dd>{money(part.keptPrice, row.currency)}</dd>
            <dt>{w.split.goes(part.moved)}</dt>
            <dd>{money(part.movedPrice, row.currency)}</dd>
          </dl>
          <Follows
            all={[
              { icon: "cash", text: w.split.money },
              { icon: "products", text: w.split.stock },
            ]}
          />
        </section>
      )}
      <Refused problem={problem} />
      <Buttons busy={busy} onClose={onClose} not={fits ? undefined : w.split.choose}>
        {fits ? w.split.do(part.moved) : action.label}
      </Buttons>
    </Dialog>
  );
}

/** Merges several orders of one customer. Lines, payments and stock are moved to the merged order. */
import { useState } from "react";
import { money } from "~/lib/money";
import { Dialog } from "~/ui/dialog";
import { w } from "~/words/actions";
import { w as ow } from "~/words/orders";
import { Buttons, Refused } from "../../form/refused";
import { parts } from "../../open-orders/facts";
import { useRows } from "../../open-orders/queries";
import { fitting } from "./fitting";
import { Follows } from "./parts";
import type { QuestionProps } from "./questions";
import { useSending } from "./sending";

export function MergeQuestion({ row, action, onClose }: QuestionProps) {
  const { busy, problem, send, keyFor } = useSending(onClose);
  const candidates = fitting(row, useRows());
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const others = candidates.filter(({ id }) => chosen.includes(id));
  const all = [row, ...others];
  const { tail } = parts(row.orderNumber);
  const submit = () => {
    if (others.length === 0) return;
    const body = { orderIds: all.map(({ id }) => id) };
    const change = {
      row,
      label: action.label,
      method: "post",
      path: "/api/orders/merge",
      anyVersion: true,
    } as const;
    void send({ ...change, body, idempotencyKey: keyFor(body) });
  };
  return (
    <Dialog title={w.merge.title(tail)} busy={busy} onClose={onClose} onSubmit={submit}>
      <p className="quiet">{candidates.length === 0 ? w.merge.none : w.merge.text}</p>
      <ul className="choose-lines">
        {candidates.map((one) => (
          <li key={one.id}>
            <label>
              <input
                className="check"
                type="checkbox"
                checked={chosen.includes(one.id)}
                onChange={(event) =>
                  setChosen(
                    event.currentTarget.checked
                      ? [...chosen, one.id]
                      : chosen.filter((each) => each !== one.id),
                  )
                }
              />
              <b className="mono">{parts(one.orderNumber).tail}</b>
            </label>
            <span className="quiet small">{ow.ticket.moreLines(one.itemCount)}</span>
            <span className="num">{money(one.grandTotal, one.currency)}</span>
          </li>
        ))}
      </ul>
      {others.length > 0 && (
        <section className="preview" aria-label={w.merge.preview}>
          <dl className="sums">
            <dt>
              {w.merge.sum(
                tail,
                all.reduce((sum, { itemCount }) => sum + itemCount, 0),
              )}
            </dt>
            <dd className="strong">
              {money(
                all.reduce((sum, { grandTotal }) => sum + grandTotal, 0),
                row.currency,
              )}
            </dd>
          </dl>
          <Follows
            all={[
              {
                icon: "merge",
                text: w.merge.ends(others.map((one) => parts(one.orderNumber).tail).join(", ")),
              },
              { icon: "cash", text: w.merge.money },
              { icon: "products", text: w.merge.stock },
            ]}
          />
        </section>
      )}
      <Refused problem={problem} />
      <Buttons busy={busy} onClose={onClose} not={others.length === 0 ? w.merge.choose : undefined}>
        {others.length === 0 ? action.label : w.merge.do(all.length)}
      </Buttons>
    </Dialog>
  );
}

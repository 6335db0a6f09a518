/** The items of a template: products of the seller with their quantities and extras. */
import { useEffect, useRef } from "react";
import { money } from "~/lib/money";
import { Stepper } from "~/ui/field";
import { Icon } from "~/ui/icon";
import { w as dw } from "~/words/desk";
import { w } from "~/words/templates";
import { useDesk } from "../desk-context";
import { GroupProblem, SelectField } from "../form/controls";
import { Unread } from "../states";
import { type Product, useProducts } from "./queries";
import { type TypedLine, withLine } from "./typed";

/** The API's limit of pieces in a line. */
const MOST = 10_000;

interface Props {
  lines: readonly TypedLine[];
  at: (pointer: string) => string | undefined;
  onChange: (lines: readonly TypedLine[]) => void;
}

export function Lines({ lines, at, onChange }: Props) {
  const { currency } = useDesk();
  const products = useProducts();
  const { data } = products;
  const add = useRef<HTMLDivElement>(null);
  const shown = useRef(lines.length);
  // After a line is removed, the focus is not lost.
  useEffect(() => {
    if (lines.length < shown.current) add.current?.querySelector("select")?.focus();
    shown.current = lines.length;
  }, [lines.length]);
  if (!data) return <Unread read={products} />;
  const byId = new Map(data.entries.map((product) => [product.id, product]));
  const change = (key: number, part: Partial<TypedLine>) =>
    onChange(lines.map((line) => (line.key === key ? { ...line, ...part } : line)));
  return (
    <>
      {lines.length > 0 && (
        <ul className="template-lines">
          {lines.map((line, nth) => (
            <Line
              key={line.key}
              line={line}
              product={byId.get(line.productId)}
              problem={at(`/items/${nth}`)}
              onChange={(part) => change(line.key, part)}
              onRemove={() => onChange(lines.filter(({ key }) => key !== line.key))}
            />
          ))}
        </ul>
      )}
      <div ref={add}>
        <SelectField
          label={w.form.add}
          hint={data.cutOff ? dw.onlyFirst(data.entries.length) : undefined}
          value=""
          choices={[
            ["", w.form.choose],
            ...data.entries
              .filter(({ active }) => active)
              .map(({ id, name, price }) => [id, w.form.product(name, money(price, currency))] as const),
          ]}
          onChange={(id) => id !== "" && onChange(withLine(lines, id))}
        />
      </div>
    </>
  );
}

interface LineProps {
  line: TypedLine;
  product: Product | undefined;
  problem: string | undefined;
  onChange: (part: Partial<TypedLine>) => void;
  onRemove: () => void;
}

function Line({ line, product, problem, onChange, onRemove }: LineProps) {
  const { currency } = useDesk();
  const name = product?.name ?? line.productId;
  // An extra that the product no longer has is still in the template: it can be removed.
  const gone = Object.keys(line.extras).filter(
    (id) => !product?.addons.some((addon) => addon.id === id) && (line.extras[id] ?? 0) > 0,
  );
  const extras = [
    ...(product?.addons ?? []).map(({ id, name: extra, price }) => ({
      id,
      name: w.form.product(extra, money(price, currency)),
    })),
    ...gone.map((id) => ({ id, name: id })),
  ];
  return (
    <li>
      <div className="template-line">
        <b>{name}</b>
        <Stepper
          label={name}
          less={w.form.less}
          more={w.form.moreOf}
          value={line.quantity}
          min={1}
          max={MOST}
          onChange={(quantity) => onChange({ quantity })}
        />
        <button
          className="button button-quiet button-icon"
          type="button"
          aria-label={w.form.removeLine(name)}
          onClick={onRemove}
        >
          <Icon name="cross" />
        </button>
      </div>
      {extras.map((extra) => (
        <div className="template-line template-extra" key={extra.id}>
          <span>{extra.name}</span>
          <Stepper
            label={w.form.extraOf(extra.name, name)}
            less={w.form.less}
            more={w.form.moreOf}
            value={line.extras[extra.id] ?? 0}
            min={0}
            max={MOST}
            onChange={(many) => onChange({ extras: { ...line.extras, [extra.id]: many } })}
          />
        </div>
      ))}
      <GroupProblem problem={problem} />
    </li>
  );
}

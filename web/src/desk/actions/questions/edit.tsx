/** Changes an order's items and notes. The effects on stock and money are shown before it is saved. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type Whole, wholeList } from "~/api/pages";
import { money } from "~/lib/money";
import { Dialog } from "~/ui/dialog";
import { Field, Stepper } from "~/ui/field";
import { Icon } from "~/ui/icon";
import { w } from "~/words/actions";
import { w as dw } from "~/words/desk";
import { w as ow } from "~/words/orders";
import { useDesk } from "../../desk-context";
import { SelectField } from "../../form/controls";
import { Buttons, Refused } from "../../form/refused";
import { parts } from "../../open-orders/facts";
import { useLifecycle, useOrder } from "../../open-orders/queries";
import { type InternalOrder, PRIORITIES, type Priority } from "../../open-orders/types";
import { restocks } from "./consequences";
import { added, type CartLine, cartOf, hasChanged, itemsOf, type Product } from "./edit-cart";
import { EditPreview } from "./edit-preview";
import { LONGEST } from "./parts";
import type { QuestionProps } from "./questions";
import { useSending } from "./sending";

/** The API's limit of pieces in one line. */
const MOST = 10_000;

export function EditQuestion(props: QuestionProps) {
  // The edits are based on the first version that was read: a newer one must not change them.
  const { data } = useOrder(props.row.id);
  const [read, setRead] = useState<InternalOrder | null>(null);
  if (read === null && data) setRead(data);
  return read && <Edit {...props} read={read} />;
}

function Edit({ row, action, onClose, read: { order, payment } }: QuestionProps & { read: InternalOrder }) {
  const { busy, problem, send } = useSending(onClose);
  const products = useProducts();
  const [cart, setCart] = useState<readonly CartLine[]>(() => cartOf(order));
  const [notes, setNotes] = useState(order.notes ?? "");
  const [priority, setPriority] = useState<Priority>(order.priority);
  const fixed = restocks(useLifecycle(), order.status) === false;
  const empty = itemsOf(cart).length === 0;
  const body = {
    ...(hasChanged(cart) && { items: itemsOf(cart) }),
    ...(notes.trim() !== (order.notes ?? "") && { notes: notes.trim() || null }),
    ...(priority !== order.priority && { priority }),
  };
  const nothing = Object.keys(body).length === 0;
  const submit = () => {
    if (nothing || empty) return;
    void send({
      row: { ...row, version: order.version },
      label: action.label,
      method: "put",
      path: "/api/orders/{id}",
      body,
    });
  };
  return (
    <Dialog title={w.edit.title(parts(row.orderNumber).tail)} busy={busy} onClose={onClose} onSubmit={submit}>
      {fixed ? (
        <p className="quiet">{w.edit.fixed}</p>
      ) : (
        <Cart cart={cart} products={products} onChange={setCart} />
      )}
      <Field label={w.edit.notes} problem={problem?.at("/notes")}>
        {(control) => (
          <textarea
            {...control}
            className="input"
            rows={2}
            maxLength={LONGEST}
            value={notes}
            onChange={(event) => setNotes(event.currentTarget.value)}
          />
        )}
      </Field>
      <SelectField
        label={w.edit.priority}
        value={priority}
        choices={PRIORITIES.map((one) => [one, ow.priority[one] ?? one] as const)}
        onChange={setPriority}
      />
      {hasChanged(cart) && (
        <EditPreview order={order} payment={payment} cart={cart} products={products.entries} />
      )}
      <Refused problem={problem} />
      <Buttons
        busy={busy}
        onClose={onClose}
        not={empty ? w.edit.empty : nothing ? w.edit.nothing : undefined}
      >
        {w.edit.do}
      </Buttons>
    </Dialog>
  );
}

interface CartProps {
  cart: readonly CartLine[];
  products: Whole<Product>;
  onChange: (cart: readonly CartLine[]) => void;
}

function Cart({ cart, products, onChange }: CartProps) {
  const { currency } = useDesk();
  const set = (key: string, quantity: number) =>
    onChange(cart.map((line) => (line.key === key ? { ...line, quantity } : line)));
  return (
    <>
      <ul className="choose-lines" aria-label={w.edit.items}>
        {cart.map((line) => (
          <li key={line.key}>
            <span>
              {line.name}
              {line.addons.length > 0 && (
                <span className="quiet small extras">
                  {ow.ticket.with(line.addons.map(({ name }) => name).join(", "))}
                </span>
              )}
            </span>
            <Stepper
              label={line.name}
              less={w.split.less}
              more={w.split.more}
              value={line.quantity}
              min={0}
              max={MOST}
              onChange={(quantity) => set(line.key, quantity)}
            />
            <span className="num">{money(line.price * line.quantity, currency)}</span>
          </li>
        ))}
      </ul>
      <Field label={w.edit.add} hint={products.cutOff ? dw.onlyFirst(products.entries.length) : undefined}>
        {(control) => (
          <span className="select">
            <select
              {...control}
              value=""
              onChange={(event) => {
                const product = products.entries.find(({ id }) => id === event.currentTarget.value);
                if (product) onChange(added(cart, product));
              }}
            >
              <option value="">{w.edit.choose}</option>
              {products.entries.map((product) => (
                <option key={product.id} value={product.id} disabled={product.available === 0}>
                  {w.edit.available(product.name, money(product.price, currency), product.available)}
                </option>
              ))}
            </select>
            <Icon name="down" size={16} />
          </span>
        )}
      </Field>
    </>
  );
}

/** The seller's products with their live stock. */
function useProducts(): Whole<Product> {
  const { session, seller } = useDesk();
  const { data } = useQuery({
    queryKey: ["products", seller.id],
    queryFn: () =>
      wholeList(
        (cursor) =>
          session.client.ask("get", "/api/products", { query: { sellerId: seller.id, limit: 100, cursor } }),
        (page) => page.products,
      ),
    staleTime: 10_000,
  });
  return data ?? NO_PRODUCTS;
}

const NO_PRODUCTS: Whole<Product> = { entries: [], cutOff: false };

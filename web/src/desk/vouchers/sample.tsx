/** A sample cart with this voucher, priced by the API like the shop's checkout: no stock is held and nothing is written. */
import { useState } from "react";
import type { components } from "~/api/schema";
import { dateTimeOf } from "~/lib/day-and-time";
import { money } from "~/lib/money";
import { clock } from "~/lib/time";
import { Stepper } from "~/ui/field";
import { Icon } from "~/ui/icon";
import { w as desk } from "~/words/desk";
import { w } from "~/words/vouchers";
import { useDesk } from "../desk-context";
import { SelectField } from "../form/controls";
import { type CartLine, type Product, useOffered, useQuote, type Voucher } from "./queries";
import { stateOf } from "./state";
import type { Place } from "./typed";

type Quote = components["schemas"]["Quote"];

const MOST = 99;

export function SampleCart({ voucher }: { voucher: Voucher }) {
  const { data: products, error, refetch } = useOffered();
  return (
    <section className="form-part voucher-sample" aria-labelledby="voucher-sample">
      <h3 id="voucher-sample">{w.sample.title}</h3>
      <p className="hint">{w.sample.hint}</p>
      {products ? (
        products.length > 0 ? (
          <Cart voucher={voucher} products={products} />
        ) : (
          <p>{w.sample.noProducts}</p>
        )
      ) : error ? (
        <Failed error={error} again={() => void refetch()} />
      ) : (
        <p role="status">{w.sample.reading}</p>
      )}
    </section>
  );
}

/** Enough of the first product for the voucher to apply, as far as its stock suffices. */
export function firstCart(products: readonly Product[], minSubtotal: number): CartLine[] {
  const first = products[0];
  if (first === undefined) return [];
  const wanted = Math.max(2, Math.ceil(minSubtotal / Math.max(first.price, 1)));
  return [{ productId: first.id, quantity: Math.min(wanted, first.available, MOST) }];
}

function Cart({ voucher, products }: { voucher: Voucher; products: readonly Product[] }) {
  const [lines, setLines] = useState(() => firstCart(products, voucher.minSubtotal));
  const { data: quote, error, isPlaceholderData, refetch } = useQuote(voucher, lines);
  const inCart = new Set(lines.map(({ productId }) => productId));
  const more = products.filter(({ id }) => !inCart.has(id));
  const nameOf = (productId: string) => products.find(({ id }) => id === productId)?.name ?? productId;
  return (
    <>
      <ul className="voucher-lines">
        {lines.map(({ productId, quantity }) => (
          <li key={productId}>
            <span>{nameOf(productId)}</span>
            <Stepper
              label={w.sample.quantity(nameOf(productId))}
              less={w.sample.less}
              more={w.sample.more}
              value={quantity}
              min={1}
              max={MOST}
              onChange={(to) =>
                setLines(
                  lines.map((line) => (line.productId === productId ? { ...line, quantity: to } : line)),
                )
              }
            />
            {lines.length > 1 && (
              <button
                className="button button-quiet button-icon"
                type="button"
                aria-label={w.sample.remove(nameOf(productId))}
                onClick={() => setLines(lines.filter((line) => line.productId !== productId))}
              >
                <Icon name="cross" />
              </button>
            )}
          </li>
        ))}
      </ul>
      {more.length > 0 && (
        <SelectField
          label={w.sample.add}
          value=""
          choices={[["", w.sample.choose], ...more.map(({ id, name }) => [id, name] as const)]}
          onChange={(productId) => setLines([...lines, { productId, quantity: 1 }])}
        />
      )}
      {error ? (
        <Failed error={error} again={() => void refetch()} />
      ) : quote ? (
        <div aria-busy={isPlaceholderData} aria-live="polite">
          <Sums quote={quote} voucher={voucher} />
        </div>
      ) : (
        <p role="status">{w.sample.reading}</p>
      )}
      {voucher.perCustomer !== undefined && <p className="hint">{w.sample.perCustomer}</p>}
    </>
  );
}

function Sums({ quote, voucher }: { quote: Quote; voucher: Voucher }) {
  const { zone } = useDesk();
  const { subtotal, discount, charges, grandTotal, currency } = quote;
  const place = { currency, zone };
  const why = quote.vouchers[0]?.rejected ?? null;
  const added = [
    [w.sample.delivery, charges.deliveryFee],
    [w.sample.packaging, charges.packagingFee],
    [w.sample.tax, charges.taxAmount],
  ] as const;
  return (
    <>
      <dl className="sums">
        <dt>{w.sample.subtotal}</dt>
        <dd>{money(subtotal, currency)}</dd>
        {why === null && (
          <>
            <dt className="is-good strong">{w.sample.voucher(voucher.code)}</dt>
            <dd className="is-good strong">{money(-discount, currency)}</dd>
          </>
        )}
        {added.map(
          ([name, amount]) =>
            amount > 0 && (
              <div className="voucher-charge" key={name}>
                <dt>{name}</dt>
                <dd>{money(amount, currency)}</dd>
              </div>
            ),
        )}
        <dt className="total">{w.sample.total}</dt>
        <dd className="total">{money(grandTotal, currency)}</dd>
      </dl>
      {why !== null && (
        <p className="notice notice-amber">
          <Icon name="info" />
          <span>
            {w.sample.takesNothing} {whyNot(voucher, subtotal, why, place)}
          </span>
        </p>
      )}
      {quote.stockIssues.map(({ productId, detail }) => (
        <p className="hint" key={productId}>
          {detail}
        </p>
      ))}
    </>
  );
}

/** The reason in the reader's language where the voucher shows it, else the API's sentence. */
function whyNot(voucher: Voucher, subtotal: number, said: string, { currency, zone }: Place): string {
  const { validFrom = "", validUntil = "", minSubtotal } = voucher;
  const state = stateOf(voucher, clock.now());
  switch (state) {
    case "planned":
      return w.sample.planned(dateTimeOf(validFrom, zone));
    case "over":
      return w.sample.over(dateTimeOf(validUntil, zone));
    case "usedUp":
    case "off":
      return w.sample[state];
    case "active":
      return subtotal < minSubtotal ? w.sample.tooSmall(money(minSubtotal, currency)) : w.sample.said(said);
  }
}

function Failed({ error, again }: { error: Error; again: () => void }) {
  return (
    <div className="notice notice-brick" role="alert">
      <Icon name="warning" className="is-bad" />
      <span>{"status" in error && error.status === 0 ? desk.read.offline : error.message}</span>
      <button className="button" type="button" onClick={again}>
        {w.sample.again}
      </button>
    </div>
  );
}

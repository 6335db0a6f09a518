/**
 * A sample order of the seller's first products. The API prices it with the saved charges; while others are typed, they are
 * added to the API's price of the items.
 */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { money } from "~/lib/money";
import { Choices } from "~/ui/field";
import { w as ow } from "~/words/orders";
import { w } from "~/words/settings";
import { useDesk } from "../desk-context";
import type { Method } from "../open-orders/types";
import { Unread } from "../states";
import { type Rules, sumsOf } from "./charges";

/** The number of its products. */
const LINES = 2;

interface Props {
  /** Null while they cannot be read. */
  rules: Rules | null;
  /** Whether these are the seller's saved charges. */
  saved: boolean;
}

export function Sample({ rules, saved }: Props) {
  const { seller, currency } = useDesk();
  const [chosen, setChosen] = useState<Method>("delivery");
  const method = seller.methods.includes(chosen) ? chosen : (seller.methods[0] ?? "pickup");
  const read = useSampleQuote(method);
  const { data: quote, isPlaceholderData } = read;
  if (quote === undefined) return <Unread read={read} title={w.sample.failed} />;
  if (quote === null) return <p className="hint">{w.sample.noProducts}</p>;
  const sums =
    saved && !isPlaceholderData
      ? { ...quote.charges, total: quote.grandTotal }
      : rules && sumsOf(quote.subtotal - quote.discount, rules, method);
  const amount = (value: number | undefined) => (value === undefined ? "–" : money(value, currency));
  return (
    <section className="form-part" aria-labelledby="sample-title">
      <div className="section-head">
        <h3 id="sample-title">{w.sample.title}</h3>
        {seller.methods.length > 1 && (
          <Choices
            labelledBy="sample-title"
            choices={seller.methods.map((value) => ({ value, label: ow.method[value] }))}
            value={method}
            onChange={setChosen}
          />
        )}
      </div>
      <ul className="lines">
        {quote.items.map((item) => (
          <li key={item.productId}>
            <span className="qty">{item.quantity}</span>
            <span>{item.name}</span>
            <span className="num">{money(item.totalPrice, currency)}</span>
          </li>
        ))}
      </ul>
      <dl className="sums">
        <dt>{w.sample.items}</dt>
        <dd>{money(quote.subtotal, currency)}</dd>
        <dt>{w.sample.packaging}</dt>
        <dd>{amount(sums?.packagingFee)}</dd>
        <dt>{w.sample.delivery}</dt>
        <dd>{amount(sums?.deliveryFee)}</dd>
        <dt>{w.sample.tax}</dt>
        <dd>{amount(sums?.taxAmount)}</dd>
        <dt className="total">{w.sample.total}</dt>
        <dd className="total">{amount(sums?.total)}</dd>
      </dl>
      <p className="out-of-sight" role="status">
        {w.sample.total} {amount(sums?.total)}
      </p>
      <p className="hint">{saved ? w.sample.saved : rules === null ? w.sample.unread : w.sample.typed}</p>
    </section>
  );
}

/** Null without products. */
function useSampleQuote(method: Method) {
  const { session, seller } = useDesk();
  const { id: sellerId } = seller;
  return useQuery({
    // Other charges give another price.
    queryKey: ["settings-sample", sellerId, seller.version, method],
    queryFn: async () => {
      const query = { sellerId, limit: 100 };
      const { products } = await session.client.ask("get", "/api/products", { query });
      const offered = products.filter(({ active, available }) => active && available > 0).slice(0, LINES);
      if (offered.length === 0) return null;
      const items = offered.map(({ id }, nth) => ({ productId: id, quantity: nth === 0 ? 2 : 1 }));
      const body = { sellerId, items, fulfilment: { method } };
      return (await session.client.ask("post", "/api/orders/quote", { body })).quote;
    },
    // The sums keep their place while another method is priced.
    placeholderData: (before) => before,
  });
}

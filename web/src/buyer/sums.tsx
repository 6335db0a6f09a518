/** Items and sums, of a priced cart or of an order. */
import { money } from "~/lib/money";
import type { BuyerWords } from "~/words/en/buyer";
import { extrasText, type Order } from "./order";

export interface Amounts {
  subtotal: number;
  vouchers: readonly { code: string; amount: number }[];
  charges: { deliveryFee: number; packagingFee: number; taxAmount: number };
  grandTotal: number;
  currency: string;
  method: Order["fulfilment"]["method"];
  zone?: string | undefined;
}

export const amountsOf = (order: Order): Amounts => ({
  ...order,
  vouchers: order.vouchers.map(({ code, discount }) => ({ code, amount: discount })),
  method: order.fulfilment.method,
  zone: order.fulfilment.zone?.name ?? undefined,
});

interface SumsProps {
  amounts: Amounts;
  words: BuyerWords;
  /** Without the subtotal, where there is little room. */
  brief?: boolean;
}

export function Sums({ amounts, words, brief }: SumsProps) {
  const { charges, currency, method, zone } = amounts;
  const vouchers = amounts.vouchers.filter(({ amount }) => amount > 0);
  const way = zone ? `${words.method[method]}, ${zone}` : words.method[method];
  return (
    <dl className="sums">
      {!brief && <Row name={words.subtotal} amount={money(amounts.subtotal, currency)} />}
      {vouchers.map(({ code, amount }) => (
        <Row key={code} good name={words.voucher(code)} amount={money(-amount, currency)} />
      ))}
      {(method === "delivery" || charges.deliveryFee > 0) && (
        <Row
          name={way}
          amount={charges.deliveryFee > 0 ? money(charges.deliveryFee, currency) : words.free}
        />
      )}
      {charges.packagingFee > 0 && (
        <Row name={words.packaging} amount={money(charges.packagingFee, currency)} />
      )}
      {charges.taxAmount > 0 && <Row name={words.tax} amount={money(charges.taxAmount, currency)} />}
      <dt className="total">{words.total}</dt>
      <dd className="total">{money(amounts.grandTotal, currency)}</dd>
    </dl>
  );
}

function Row({ name, amount, good }: { name: string; amount: string; good?: boolean }) {
  return (
    <>
      <dt className={good ? "is-good" : "quiet"}>{name}</dt>
      <dd className={good ? "is-good" : undefined}>{amount}</dd>
    </>
  );
}

/** The items of an order. */
export function Lines({ order, words }: { order: Order; words: BuyerWords }) {
  return (
    <ul className="lines">
      {order.items.map((item) => (
        <li key={item.id}>
          <span className="qty">{item.quantity}</span>
          <span>{item.name}</span>
          <span className="num">{money(item.totalPrice, order.currency)}</span>
          {item.addons.length > 0 && <span className="extra">{words.with(extrasText(item.addons))}</span>}
        </li>
      ))}
    </ul>
  );
}

/** What is added and taken off, and the total: of a quote, or of an order. */
import { money } from "~/lib/money";
import type { Method } from "./types";
import { useWords } from "./words";

export interface Amounts {
  subtotal: number;
  /** Vouchers that take something off. */
  vouchers: readonly { code: string; amount: number }[];
  charges: { deliveryFee: number; packagingFee: number; taxAmount: number };
  grandTotal: number;
  currency: string;
  method: Method;
  zone?: string | undefined;
}

export function Sums({ amounts, brief }: { amounts: Amounts; brief?: boolean }) {
  const words = useWords();
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

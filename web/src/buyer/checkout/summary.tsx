/** The orders and their prices, seller by seller, on one slip. */
import { type FormEvent, type ReactNode, useState } from "react";
import { money } from "~/lib/money";
import { Icon } from "~/ui/icon";
import type { Basket, Line } from "../cart/cart";
import type { Offers } from "../cart/changes";
import { CartLines } from "../cart/lines";
import type { Quoted } from "../cart/quotes";
import type { Seller } from "../cart/types";
import { useWords } from "../cart/words";
import { Link, shopPath } from "../shop/route";
import { Sums } from "../sums";
import type { Wishes } from "./details";
import type { Decided, Faults } from "./request";
import { type Total, totalsOf } from "./totals";
import { w } from "./words";

export interface Part {
  basket: Basket | Decided;
  seller: Seller | undefined;
  offers: Offers;
  quoted: Quoted;
  wishes: Wishes;
}

interface Props {
  parts: readonly Part[];
  faults: Faults;
  onChange(sellerId: string, line: Line): void;
  onVouchers(sellerId: string, vouchers: string[]): void;
}

/** The present cart, with its vouchers. */
export function Summary({ parts, faults, onChange, onVouchers }: Props) {
  const several = parts.length > 1;
  const [only] = parts;
  return (
    <Slip
      title={several ? w.orders : w.order}
      change={only && !several ? shopPath(only.basket.sellerId) : null}
      total={several ? quotedTotals(parts) : []}
    >
      {parts.map((part) => (
        <SellerPart
          key={part.basket.sellerId}
          part={part}
          several={several}
          fault={faults[`${part.basket.sellerId} voucher`]}
          onChange={(line) => onChange(part.basket.sellerId, line)}
          onVouchers={(vouchers) => onVouchers(part.basket.sellerId, vouchers)}
        />
      ))}
    </Slip>
  );
}

interface SlipProps {
  title: string;
  change: string | null;
  total: readonly Total[];
  children: ReactNode;
}

export function Slip({ title, change, total, children }: SlipProps) {
  return (
    <aside className="checkout-sum">
      <section className="slip hung cart" aria-labelledby="sum-title">
        <h2 id="sum-title">
          {title}{" "}
          {change !== null && (
            <Link className="small" href={change}>
              {w.change}
            </Link>
          )}
        </h2>
        {children}
        {total.length > 0 && (
          <dl className="sums">
            {total.map(({ currency, amount }) => (
              <TotalRow key={currency} name={total.length > 1 ? w.totalOf(currency) : w.all}>
                {money(amount, currency)}
              </TotalRow>
            ))}
          </dl>
        )}
      </section>
    </aside>
  );
}

function TotalRow({ name, children }: { name: string; children: string }) {
  return (
    <>
      <dt className="total">{name}</dt>
      <dd className="total">{children}</dd>
    </>
  );
}

/** The totals of the quotes; none while a quote is missing. */
export function quotedTotals(parts: readonly Part[]): Total[] {
  const quotes = parts.flatMap(({ quoted }) => (quoted.quote && quoted.current ? [quoted.quote] : []));
  return quotes.length === parts.length ? totalsOf(quotes) : [];
}

interface SellerPartProps {
  part: Part;
  several: boolean;
  fault: string | undefined;
  onChange(line: Line): void;
  onVouchers(vouchers: string[]): void;
}

function SellerPart({ part, several, fault, onChange, onVouchers }: SellerPartProps) {
  const words = useWords();
  const { basket, quoted, offers, wishes, seller } = part;
  const { quote } = quoted;
  const zone = seller?.zones.find(({ id }) => id === wishes.zoneId)?.name;
  return (
    <section className={several ? "sum-part" : "sum-only"} aria-label={basket.sellerName}>
      {several && (
        <h3>
          {basket.sellerName}{" "}
          <Link
            className="small"
            href={shopPath(basket.sellerId)}
            aria-label={w.changeOrder(basket.sellerName)}
          >
            {w.change}
          </Link>
        </h3>
      )}
      <CartLines basket={basket} offers={offers} onChange={onChange} />
      {quote && (
        <div aria-busy={!quoted.current}>
          <Sums words={words} amounts={{ ...quote, method: basket.method ?? "pickup", zone }} />
        </div>
      )}
      {!quote && !quoted.problem && <p className="small quiet">{words.quoting}</p>}
      {quoted.problem && (
        <p className="small is-soon strong" role="status">
          {words.notQuoted}
        </p>
      )}
      <Vouchers
        seller={basket.sellerName}
        codes={wishes.vouchers}
        quoted={quoted}
        fault={fault}
        onVouchers={onVouchers}
      />
    </section>
  );
}

interface VouchersProps {
  seller: string;
  codes: readonly string[];
  quoted: Quoted;
  fault: string | undefined;
  onVouchers(codes: string[]): void;
}

/** The most vouchers of an order. */
const MOST = 5;

function Vouchers({ seller, codes, quoted, fault, onVouchers }: VouchersProps) {
  const [open, setOpen] = useState(false);
  const [problem, setProblem] = useState<string>();
  const rejected = new Map(
    quoted.quote?.vouchers.flatMap(({ code, rejected: why }) => (why ? [[code, why] as const] : [])),
  );
  const add = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const code = String(new FormData(form).get("voucher") ?? "").trim();
    const wrong = !/^[\w-]{1,32}$/.test(code)
      ? w.voucherWrong
      : codes.includes(code)
        ? w.voucherTwice
        : codes.length >= MOST
          ? w.voucherMost
          : undefined;
    setProblem(wrong);
    if (wrong) return;
    onVouchers([...codes, code]);
    form.reset();
    setOpen(false);
  };
  const shown = problem ?? fault;
  return (
    <div className="vouchers">
      {codes.map((code) => (
        <p className="voucher small" key={code}>
          <Icon name="voucher" size={16} />
          <b>{code}</b>
          <button
            className="button button-quiet button-icon"
            type="button"
            aria-label={w.takeOff(code)}
            onClick={() => onVouchers(codes.filter((other) => other !== code))}
          >
            <Icon name="cross" size={16} />
          </button>
          {rejected.has(code) && <span className="is-soon">{w.wrong(rejected.get(code) ?? "")}</span>}
        </p>
      ))}
      {open ? (
        <form className="field voucher-form" onSubmit={add} noValidate>
          <label htmlFor={`voucher ${seller}`}>{w.voucher}</label>
          <span className="voucher-row">
            <input
              className="input mono"
              id={`voucher ${seller}`}
              name="voucher"
              maxLength={32}
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              aria-invalid={shown ? true : undefined}
              ref={(field) => field?.focus()}
            />
            <button className="button" type="submit">
              {w.apply}
            </button>
          </span>
        </form>
      ) : (
        <button className="link small" type="button" onClick={() => setOpen(true)}>
          {w.addVoucher}
        </button>
      )}
      {shown && (
        <p className="problem" role="alert">
          <Icon name="warning" size={16} />
          {shown}
        </p>
      )}
    </div>
  );
}

/** Who the seller is: name, hours, address, least amount, and how orders are got. */
import { type KeyboardEvent, useEffect, useState } from "react";
import { money } from "~/lib/money";
import { buyerTime, clock, dayOf, otherZone, shortDay, zoneName } from "~/lib/time";
import { Icon, type IconName } from "~/ui/icon";
import { LanguageSwitch, ThemeSwitch } from "~/ui/switches";
import type { AddressView, Method, Seller } from "../cart/types";
import { useWords } from "../cart/words";
import { minutesFor, openness, pausedUntil } from "./hours";

export function ShopTop({ title }: { title: string }) {
  const words = useWords();
  return (
    <header className="shop-top wide">
      <h1 tabIndex={-1}>{title}</h1>
      <a className="button button-quiet" href="/my">
        <Icon name="user" />
        <span className="word">{words.myOrders}</span>
      </a>
      <span className="shop-language">
        <Icon name="globe" />
        <LanguageSwitch label={words.language} />
      </span>
      <ThemeSwitch label={words.theme} />
    </header>
  );
}

interface HeadProps {
  seller: Seller;
  method: Method | undefined;
  onMethod(method: Method): void;
}

export function ShopHead({ seller, method, onMethod }: HeadProps) {
  const words = useWords();
  return (
    <div className="shop-head wide">
      <div>
        {seller.description && <p className="shop-line">{seller.description}</p>}
        <ul className="shop-facts">
          <Open seller={seller} />
          {seller.address && <Fact icon="pin" text={oneLine(seller.address)} />}
          {seller.phone && (
            <li>
              <Icon name="call" />
              <a href={`tel:${seller.phone}`}>{seller.phone}</a>
            </li>
          )}
          {Boolean(seller.minimumOrder) && (
            <Fact icon="cart" text={words.from(money(seller.minimumOrder ?? 0, seller.currency))} />
          )}
        </ul>
      </div>
      {seller.methods.length > 0 && <Methods seller={seller} method={method} onMethod={onMethod} />}
    </div>
  );
}

function Fact({ icon, text }: { icon: IconName; text: string }) {
  return (
    <li>
      <Icon name={icon} />
      {text}
    </li>
  );
}

/** `1410 Park Road NW, Washington`. */
export const oneLine = (address: AddressView) =>
  [address.line1, address.city ?? address.state].filter(Boolean).join(", ");

function Open({ seller }: { seller: Seller }) {
  const words = useWords();
  const now = useNow();
  const { open, at } = openness(seller.hours, seller.timezone, now);
  const time = at === undefined ? null : sellersTime(at, seller.timezone, words.yourTime);
  const text = open ? (time ? words.openUntil(time) : words.open) : time ? words.opens(time) : words.closed;
  return (
    <li className={open ? "is-good strong" : "is-soon strong"}>
      <Icon name="clock" />
      {text}
    </li>
  );
}

/** A moment as the seller's clock has it: with its day unless that is today, with its zone unless it is the reader's. */
export function sellersTime(
  at: number,
  zone: string,
  inZone: (time: string, zone: string) => string,
): string {
  const today = dayOf(clock.now(), zone) === dayOf(at, zone);
  const time = today ? buyerTime(at, zone) : `${shortDay(at, zone)}, ${buyerTime(at, zone)}`;
  return otherZone(zone) ? inZone(time, zoneName(zone)) : time;
}

/** The time, again every half minute. */
export function useNow(): number {
  const [now, setNow] = useState(clock.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(clock.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

function Methods({ seller, method, onMethod }: HeadProps) {
  const words = useWords();
  const { methods } = seller;
  /** Arrow keys choose, as in any radio group. */
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step || !method) return;
    event.preventDefault();
    const next = methods[(methods.indexOf(method) + step + methods.length) % methods.length];
    if (!next) return;
    onMethod(next);
    event.currentTarget.querySelectorAll("button")[methods.indexOf(next)]?.focus();
  };
  return (
    <div
      className={`segments shop-how shop-how-${methods.length}`}
      role="radiogroup"
      aria-label={words.how}
      onKeyDown={move}
    >
      {methods.map((one) => (
        // biome-ignore lint/a11y/useSemanticElements: the radios of a segmented control are buttons.
        <button
          key={one}
          type="button"
          role="radio"
          aria-checked={one === method}
          tabIndex={one === (method ?? methods[0]) ? 0 : -1}
          onClick={() => onMethod(one)}
        >
          <span>{words.method[one]}</span>
          <span className="small">{termsOf(seller, one, words)}</span>
        </button>
      ))}
    </div>
  );
}

/** `45–60 min, $3.50`. */
export function termsOf(seller: Seller, method: Method, words: ReturnType<typeof useWords>): string {
  const minutes = minutesFor(seller, method);
  const fee = method === "delivery" ? seller.charges.deliveryFee : 0;
  const price = fee > 0 ? money(fee, seller.currency) : words.free;
  return minutes ? `${words.minutes(minutes.from, minutes.to)}, ${price}` : price;
}

/** What the buyer should know before choosing: no orders now, or longer waits. */
export function Busy({ seller }: { seller: Seller }) {
  const words = useWords();
  const until = pausedUntil(seller, useNow());
  const extra = seller.extraPrepMinutes ?? 0;
  if (until !== null) {
    const time = sellersTime(until, seller.timezone, words.yourTime);
    return <BusyNotice head={words.paused} text={words.pausedUntil(seller.name, time)} />;
  }
  return extra > 0 ? <BusyNotice head={words.busy} text={words.busyFor(extra)} /> : null;
}

function BusyNotice({ head, text }: { head: string; text: string }) {
  return (
    <p className="notice notice-amber shop-busy">
      <Icon name="late" className="is-soon" />
      <span>
        <b>{head}</b> {text}
      </span>
    </p>
  );
}

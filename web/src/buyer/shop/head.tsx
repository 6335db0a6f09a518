/** The seller: name, hours, address, minimum amount, and fulfilment methods. */
import type { KeyboardEvent } from "react";
import { money } from "~/lib/money";
import { openness } from "~/lib/opening-hours";
import { spaced } from "~/lib/phone";
import { Icon, type IconName } from "~/ui/icon";
import { LanguageSwitch, ThemeSwitch } from "~/ui/switches";
import { shortAddress } from "../address";
import type { Method, Seller } from "../cart/types";
import { useWords } from "../cart/words";
import { minutesFor } from "./hours";
import { Title } from "./route";
import { sellersTime, useNow } from "./seller";

export function ShopTop({ title }: { title: string }) {
  const words = useWords();
  return (
    <header className="shop-top wide">
      {title ? <Title text={title} /> : <span className="shop-untitled" />}
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
          {seller.address && <Fact icon="pin" text={shortAddress(seller.address)} />}
          {seller.phone && (
            <li>
              <Icon name="call" />
              <a href={`tel:${seller.phone}`}>{spaced(seller.phone)}</a>
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

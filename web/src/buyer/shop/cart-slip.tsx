/** The cart beside the shop; on a phone, a bar at the foot. */
import { money } from "~/lib/money";
import { type Basket, type Cart, itemsOf, subtotal } from "../cart/cart";
import { currentLine, type Offers } from "../cart/changes";
import { CartLines } from "../cart/lines";
import type { Quoted } from "../cart/quotes";
import type { Method, QuoteRequest, Seller } from "../cart/types";
import { useWords } from "../cart/words";
import { pieces } from "../order";
import { Sums } from "../sums";
import { Link, shopPath } from "./route";

interface Props {
  seller: Seller;
  cart: Cart;
  basket: Basket | undefined;
  method: Method | undefined;
  offers: Offers;
  quoted: Quoted;
  onChange(line: Basket["lines"][number]): void;
}

export const quoteOf = (basket: Basket, method: Method): QuoteRequest => ({
  sellerId: basket.sellerId,
  items: itemsOf(basket.lines),
  fulfilment: { method },
  vouchers: [],
});

export function CartSlip({ seller, cart, basket, method, offers, quoted, onChange }: Props) {
  const words = useWords();
  const lines = (basket?.lines ?? []).map((of) => currentLine(of, offers));
  const others = cart.baskets.filter((other) => other !== basket);
  const count = pieces(lines);
  const missing = basket ? Math.max(0, (seller.minimumOrder ?? 0) - subtotal(lines)) : 0;
  const { quote } = quoted;
  const all = pieces(cart.baskets.flatMap((other) => other.lines));
  return (
    <aside className="slip hung cart" aria-labelledby="cart-title">
      <h2 id="cart-title">
        {words.order} {count > 0 && <span className="quiet small">{words.items(count)}</span>}
      </h2>
      {basket ? (
        <CartLines basket={basket} offers={offers} onChange={onChange} />
      ) : (
        <p className="quiet small">{words.empty}</p>
      )}
      {quote && basket && (
        <div aria-busy={!quoted.current}>
          <Sums brief words={words} amounts={{ ...quote, method: method ?? "pickup", vouchers: [] }} />
        </div>
      )}
      {quoted.problem && basket && (
        <p className="small quiet" role="status">
          {words.notQuoted}
        </p>
      )}
      {missing > 0 && (
        <p className="small is-soon strong">
          {words.belowMinimum(
            money(missing, seller.currency),
            money(seller.minimumOrder ?? 0, seller.currency),
          )}
        </p>
      )}
      {others.length > 0 && <Elsewhere baskets={others} />}
      {all > 0 && (
        <>
          <Link className="button button-primary button-large" href="/checkout">
            {words.toCheckout}
          </Link>
          <p className="small quiet">{words.noAccount}</p>
        </>
      )}
    </aside>
  );
}

/** On a phone: a summary of the cart, and the link to the checkout. */
export function BuyBar({ cart, quoted }: Pick<Props, "cart" | "quoted">) {
  const words = useWords();
  const count = pieces(cart.baskets.flatMap(({ lines }) => lines));
  const [only] = cart.baskets;
  if (!only) return null;
  const total = quoted.quote && quoted.current ? quoted.quote.grandTotal : subtotal(only.lines);
  return (
    <div className="buy-bar">
      <Link className="button button-primary" href="/checkout">
        <span className="mono">{count}</span>
        <span>{words.order}</span>
        <span>{cart.baskets.length === 1 ? money(total, only.currency) : ""}</span>
      </Link>
    </div>
  );
}

/** The lines of other sellers in the cart. */
function Elsewhere({ baskets }: { baskets: readonly Basket[] }) {
  const words = useWords();
  return (
    <div className="cart-elsewhere small">
      <p className="strong">{words.elsewhere}</p>
      <ul>
        {baskets.map((basket) => (
          <li key={basket.sellerId}>
            <Link href={shopPath(basket.sellerId)}>{basket.sellerName}</Link>
            <span className="quiet">{words.items(pieces(basket.lines))}</span>
            <span className="num">{money(subtotal(basket.lines), basket.currency)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

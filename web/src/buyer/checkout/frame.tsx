/** The frame of the checkout, and its content without a cart. */
import type { ReactNode } from "react";
import { Icon, Mark } from "~/ui/icon";
import { ThemeSwitch } from "~/ui/switches";
import { Blank } from "../blank";
import type { Basket } from "../cart/cart";
import { useWords } from "../cart/words";
import { Link, shopPath, Title } from "../shop/route";
import { w } from "./words";

export function Frame({ baskets = [], children }: { baskets?: readonly Basket[]; children?: ReactNode }) {
  const words = useWords();
  const [only] = baskets;
  const single = baskets.length === 1 ? only : undefined;
  return (
    <>
      <a className="skip" href="#main">
        {w.skip}
      </a>
      <header className="buyer-top wide">
        <Link className="brand" href={single ? shopPath(single.sellerId) : "/s"}>
          <Mark />
          <b>{single ? single.sellerName : "Docket"}</b>
        </Link>
        <a className="button button-quiet" href="/my">
          <Icon name="user" />
          <span className="word">{words.myOrders}</span>
        </a>
        <ThemeSwitch label={words.theme} />
      </header>
      <div className="bar" />
      <main className="checkout wide" id="main">
        {children}
      </main>
    </>
  );
}

export function Empty({ waited }: { waited: boolean }) {
  return (
    <Frame>
      <div className="checkout-form">
        <Title className="out-of-sight" text={w.title} />
        <Blank icon="cart" title={waited ? w.elsewhere : w.empty}>
          <p className="quiet">{waited ? w.elsewhereHint : w.emptyHint}</p>
          <p className="button-row">
            <Link className="button button-primary" href="/s">
              {w.toShops}
            </Link>
          </p>
        </Blank>
      </div>
    </Frame>
  );
}

export function Ghosts() {
  return (
    <div className="checkout-ghosts" aria-hidden="true">
      {[1, 2, 3, 4, 5].map((n) => (
        <span className="ghost" key={n} />
      ))}
    </div>
  );
}

/** One seller's shop: the menu, with the cart beside it. */
import { useEffect, useMemo, useRef, useState } from "react";
import { Icon } from "~/ui/icon";
import { Blank } from "../blank";
import { announce } from "../cart/announcer";
import { add, basketOf, type Line, line, MOST_PIECES, replace, setMethod, setQuantity } from "../cart/cart";
import { isOff, offersOf } from "../cart/changes";
import { ExtrasDialog, focusSoon } from "../cart/extras";
import { useQuotes } from "../cart/quotes";
import { cart, useCart } from "../cart/store";
import type { Method, Product, Seller } from "../cart/types";
import { useWords } from "../cart/words";
import { Failed } from "../failed";
import { pieces } from "../order";
import { BuyBar, CartSlip, quoteOf } from "./cart-slip";
import { Categories, categoriesOf, Goods, moreId } from "./goods";
import { ShopHead, ShopTop } from "./head";
import { orderAgain } from "./order-again";
import { client, readProducts, readSeller, useRead } from "./read";
import { Link } from "./route";
import { Busy } from "./seller";
import { AfterAWhile, useOnline } from "./states";

export function Shop({ sellerId }: { sellerId: string }) {
  const words = useWords();
  const shop = useRead(`shop ${sellerId}`, async (signal) => {
    const [seller, products] = await Promise.all([
      readSeller(sellerId, signal),
      readProducts(sellerId, signal),
    ]);
    return { seller, products };
  });
  if (shop.value) return <Open {...shop.value} stale={shop.problem !== undefined} />;
  // An address that cannot belong to a seller is not found.
  const gone = shop.problem?.status === 404 || shop.problem?.status === 400;
  return (
    <>
      <ShopTop title="" />
      <div className="bar" />
      <main className="wide shop-instead" id="menu">
        {!shop.problem ? (
          <AfterAWhile>
            <Ghosts />
          </AfterAWhile>
        ) : gone ? (
          <Blank icon="search" title={words.gone} whole>
            <p className="quiet">{words.goneHint}</p>
            <p className="button-row">
              <Link className="button button-primary" href="/s">
                {words.allSellers}
              </Link>
            </p>
          </Blank>
        ) : shop.problem.status === 403 ? (
          // Another request would get the same answer.
          <Blank icon="lock" title={words.shopFailed} whole bad>
            <p>{shop.problem.message}</p>
            <p className="button-row">
              <a className="button" href="/">
                {words.shops}
              </a>
            </p>
          </Blank>
        ) : (
          <Failed whole title={words.shopFailed} words={words} problem={shop.problem} onAgain={shop.again} />
        )}
      </main>
    </>
  );
}

function Open({ seller, products, stale }: { seller: Seller; products: Product[]; stale: boolean }) {
  const words = useWords();
  const now = useCart();
  const online = useOnline();
  // Each opening is another dialog: the browser reports the closing of one only after its button has the focus again, and
  // may have been pressed again.
  const [editing, setEditing] = useState<{ product: Product; changed?: Line; opening: number } | null>(null);
  const openings = useRef(0);
  const edit = (product: Product, changed?: Line) => {
    openings.current += 1;
    setEditing({ product, ...(changed && { changed }), opening: openings.current });
  };
  const basket = now && basketOf(now, seller.id);
  const lines = basket?.lines ?? [];
  const method = methodOf(seller, basket?.method);
  const categories = useMemo(() => categoriesOf(products), [products]);
  const offers = useMemo(() => offersOf(products), [products]);
  const { quoted } = useQuotes(basket && method ? [quoteOf(basket, method)] : [], client);
  const taken = useMemo(() => takenOf(lines), [lines]);

  useEffect(() => {
    document.title = words.title(seller.name);
  }, [seller.name, words]);
  useEffect(() => {
    void orderAgain(seller);
  }, [seller]);

  const of = { sellerId: seller.id, sellerName: seller.name, currency: seller.currency };

  const put = async (made: Line) => {
    const after = await cart.change((before) => add(before, { ...of, ...(method && { method }) }, made));
    announce(words.added(made.name, pieces(basketOf(after, seller.id)?.lines ?? [])));
    focusSoon(moreId(made.productId));
  };

  const more = (product: Product) => {
    if (product.addons.length > 0) edit(product);
    else void put(line(product, [], 1));
  };

  /** Removes one piece of the line that was added last. */
  const less = async (product: Product) => {
    const last = lines.filter(({ productId }) => productId === product.id).at(-1);
    if (!last) return;
    await cart.change((before) => setQuantity(before, seller.id, last.id, last.quantity - 1));
    if (last.quantity > 1) return;
    announce(words.removed(product.name));
    if ((taken.get(product.id) ?? 0) <= 1) focusSoon(moreId(product.id));
  };

  const done = (made: Line | null) => {
    const changed = editing?.changed;
    if (!changed) return made ? void put(made) : undefined;
    void cart.change((before) => replace(before, seller.id, changed.id, made));
    if (!made) announce(words.removed(changed.name));
  };

  const change = (changed: Line) => {
    const product = products.find(({ id }) => id === changed.productId);
    if (product) edit(product, changed);
  };

  const choose = (chosen: Method) => {
    setChosen(seller.id, chosen);
    void cart.change((before) => setMethod(before, seller.id, chosen));
  };

  return (
    <>
      <a className="skip" href="#menu">
        {words.skip}
      </a>
      <ShopTop title={seller.name} />
      <main id="menu">
        <ShopHead seller={seller} method={method} onMethod={choose} />
        <Categories categories={categories} />
        <div className="shop-body wide">
          <div>
            {(stale || !online) && (
              <p className="notice shop-busy" role="status">
                <Icon name="offline" />
                {words.stale}
              </p>
            )}
            <Busy seller={seller} />
            {categories.length === 0 ? (
              <Blank icon="products" title={words.nothing}>
                <p className="quiet">{words.nothingHint(seller.name)}</p>
              </Blank>
            ) : (
              <Goods seller={seller} categories={categories} taken={taken} onMore={more} onLess={less} />
            )}
          </div>
          {now && (
            <CartSlip
              seller={seller}
              cart={now}
              basket={basket}
              method={method}
              offers={offers}
              quoted={quoted(seller.id)}
              onChange={change}
            />
          )}
        </div>
        {now && <BuyBar cart={now} quoted={quoted(now.baskets[0]?.sellerId ?? "")} />}
      </main>
      {editing && (
        <ExtrasDialog
          key={editing.opening}
          product={editing.product}
          changed={editing.changed}
          most={mostOf(editing.product, taken, editing.changed)}
          onDone={done}
          onClose={() => setEditing((now) => (now === editing ? null : now))}
        />
      )}
    </>
  );
}

/** The most pieces of a product that one line may have, beside the other lines. */
function mostOf(product: Product, taken: ReadonlyMap<string, number>, changed: Line | undefined): number {
  const elsewhere = (taken.get(product.id) ?? 0) - (changed?.quantity ?? 0);
  return Math.min(MOST_PIECES, Math.max(0, (isOff(product) ? 0 : product.available) - elsewhere));
}

function takenOf(lines: readonly Line[]): Map<string, number> {
  const taken = new Map<string, number>();
  for (const { productId, quantity } of lines) taken.set(productId, (taken.get(productId) ?? 0) + quantity);
  return taken;
}

/** The fulfilment that was chosen before the basket had lines, for the lifetime of the page. */
const chosen = new Map<string, Method>();
const setChosen = (sellerId: string, method: Method) => chosen.set(sellerId, method);

function methodOf(seller: Seller, kept: Method | undefined): Method | undefined {
  const wanted = [kept, chosen.get(seller.id)].find((one) => one && seller.methods.includes(one));
  return wanted ?? seller.methods.find((one) => one === "delivery") ?? seller.methods[0];
}

function Ghosts() {
  return (
    <div className="shop-body" aria-hidden="true">
      <ul className="goods">
        {[1, 2, 3, 4].map((n) => (
          <li className="good ghost-good" key={n}>
            <span className="ghost" />
            <span className="ghost" />
          </li>
        ))}
      </ul>
    </div>
  );
}

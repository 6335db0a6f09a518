/** The menu: products by category, with their live stock. */
import { useEffect, useState } from "react";
import { money } from "~/lib/money";
import { buyerTime, clock, dayOf, shortDay } from "~/lib/time";
import { Icon } from "~/ui/icon";
import { MOST_PIECES } from "../cart/cart";
import { isOff } from "../cart/changes";
import { Stepper } from "../cart/stepper";
import type { Product, Seller } from "../cart/types";
import { useWords } from "../cart/words";
import { initials } from "../initials";

/** Up to this stock, the shop says how many are left. */
const FEW = 5;

export interface Category {
  /** Its anchor on the page. */
  id: string;
  /** Null for products without a category. */
  name: string | null;
  products: Product[];
}

/** Products by category, in the order of the first products; those without a category come last. */
export function categoriesOf(products: readonly Product[]): Category[] {
  const shown = products
    .filter((product) => product.active)
    .map((product, at) => ({ product, at }))
    .sort((a, b) => a.product.position - b.product.position || a.at - b.at)
    .map(({ product }) => product);
  const groups = Map.groupBy(shown, (product) => product.category || null);
  return [...groups]
    .sort(([a], [b]) => Number(a === null) - Number(b === null))
    .map(([name, rows], at) => ({ id: `menu-${at + 1}`, name, products: rows }));
}

/** How many pictures are loaded at once: the products of a first screen. The others wait until they are near. */
const FIRST_SCREEN = 6;

interface GoodsProps {
  seller: Seller;
  categories: readonly Category[];
  /** The quantity of each product in the cart. */
  taken: ReadonlyMap<string, number>;
  onMore(product: Product): void;
  onLess(product: Product): void;
}

export function Goods({ seller, categories, taken, onMore, onLess }: GoodsProps) {
  const words = useWords();
  const first = new Set(categories.flatMap(({ products }) => products).slice(0, FIRST_SCREEN));
  return categories.map((category) => (
    <section className="cat" id={category.id} key={category.id} aria-labelledby={`h-${category.id}`}>
      <h2 id={`h-${category.id}`}>{category.name ?? (categories.length > 1 ? words.more : words.menu)}</h2>
      <ul className="goods">
        {category.products.map((product) => (
          <Good
            key={product.id}
            product={product}
            seller={seller}
            taken={taken.get(product.id) ?? 0}
            lazy={!first.has(product)}
            onMore={onMore}
            onLess={onLess}
          />
        ))}
      </ul>
    </section>
  ));
}

interface GoodProps extends Pick<GoodsProps, "seller" | "onMore" | "onLess"> {
  product: Product;
  taken: number;
  /** Whether its picture waits until it is near. */
  lazy: boolean;
}

function Good({ product, seller, taken, lazy, onMore, onLess }: GoodProps) {
  const words = useWords();
  const off = isOff(product) || product.available === 0;
  const few = !off && product.available <= (product.lowStockAt ?? FEW);
  return (
    <li className={off ? "good good-off" : "good"}>
      <h3>{product.name}</h3>
      <p className="quiet">{product.description}</p>
      <GoodImage product={product} lazy={lazy} />
      <div className="good-foot">
        <b>{money(product.price, product.currency)}</b>
        {few && <span className="is-soon small strong">{words.left(product.available)}</span>}
        {taken > 0 ? (
          <Stepper
            id={moreId(product.id)}
            quantity={taken}
            most={off ? 0 : Math.min(product.available, MOST_PIECES)}
            less={words.oneLess(product.name)}
            more={words.oneMore(product.name)}
            onLess={() => onLess(product)}
            onMore={() => onMore(product)}
          />
        ) : off ? (
          <Off product={product} zone={seller.timezone} />
        ) : (
          <button
            className="button"
            type="button"
            id={moreId(product.id)}
            aria-label={words.addOne(product.name)}
            onClick={() => onMore(product)}
          >
            <Icon name="plus" />
            {words.add}
          </button>
        )}
      </div>
    </li>
  );
}

/** The button that adds one piece, in its present form. */
export const moreId = (productId: string) => `more-${productId}`;

function Off({ product, zone }: { product: Product; zone: string }) {
  const words = useWords();
  const until = product.offUntil;
  const today = until && dayOf(until, zone) === dayOf(clock.now(), zone);
  return (
    <span className="tag">
      {until && <Icon name="clock" />}
      {!until
        ? words.soldOut
        : today
          ? words.backAt(buyerTime(until, zone))
          : words.backOn(shortDay(until, zone))}
    </span>
  );
}

/** A picture, or initials in a box of equal size where there is none, or none that can be loaded. */
function GoodImage({ product, lazy }: { product: Product; lazy: boolean }) {
  const { image } = product;
  const [broken, setBroken] = useState<string>();
  const shown = image && image.url !== broken ? image : undefined;
  return (
    <span className={shown ? "good-image good-photo" : "good-image"}>
      {shown ? (
        <img
          // Set before the address, because loading begins with the address.
          loading={lazy ? "lazy" : "eager"}
          src={shown.url}
          alt={shown.alt}
          width="96"
          height="96"
          onError={() => setBroken(shown.url)}
        />
      ) : (
        <span className="mono" aria-hidden="true">
          {initials(product.name)}
        </span>
      )}
    </span>
  );
}

export function Categories({ categories }: { categories: readonly Category[] }) {
  const words = useWords();
  const current = useCurrent(categories);
  return (
    <div className="shop-bar">
      {categories.length > 1 && (
        <nav className="cats wide" aria-label={words.categories}>
          {categories.map(({ id, name }) => (
            <a key={id} href={`#${id}`} aria-current={id === current || undefined}>
              {name ?? words.more}
            </a>
          ))}
        </nav>
      )}
      <div className="bar" />
    </div>
  );
}

/** The category that is being read: the last one whose heading has passed under the bar. */
function useCurrent(categories: readonly Category[]): string | undefined {
  const ids = categories.map(({ id }) => id).join(" ");
  const [current, setCurrent] = useState<string>();
  useEffect(() => {
    const look = () => {
      const passed = ids.split(" ").filter((id) => {
        const top = document.getElementById(id)?.getBoundingClientRect().top;
        return top !== undefined && top < 120;
      });
      const atEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 2 && scrollY > 0;
      setCurrent(atEnd ? ids.split(" ").at(-1) : (passed.at(-1) ?? ids.split(" ")[0]));
    };
    look();
    addEventListener("scroll", look, { passive: true });
    return () => removeEventListener("scroll", look);
  }, [ids]);
  return current;
}

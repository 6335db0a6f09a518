/** The filters of the list: tabs by state, a text, a category. All of them are in the address. */
import { Link, useNavigate, useRouter } from "@tanstack/react-router";
import { type ReactNode, useEffect, useId, useState } from "react";
import { Icon } from "~/ui/icon";
import { w } from "~/words/products";
import { Blank } from "../states";
import { categoriesOf, shown } from "./list";
import { type ProductSearch, parseProductSearch, SHOWS } from "./search";
import type { Product } from "./types";

/** The wait after the last letter before the search, in milliseconds. */
const PAUSE = 200;

export function Tabs({
  search,
  products,
  now,
}: {
  search: ProductSearch;
  /** Products that match the other filters. */
  products: readonly Product[];
  now: number;
}) {
  const { show: _, ...others } = search;
  const tabs = [undefined, ...SHOWS];
  return (
    <nav className="tabs" aria-label={w.views}>
      {tabs.map((show) => (
        <Tab
          key={show ?? "all"}
          search={show === undefined ? others : { ...others, show }}
          here={show === search.show}
        >
          {w.show[show ?? "all"]}
          <span className="count">{products.filter((product) => shown(product, show, now)).length}</span>
        </Tab>
      ))}
    </nav>
  );
}

/** The router's own link cannot compare a single parameter. */
function Tab({ search, here, children }: { search: ProductSearch; here: boolean; children: ReactNode }) {
  const { href } = useRouter().buildLocation({ to: "/desk/products", search });
  const navigate = useNavigate();
  return (
    <a
      href={href}
      aria-current={here ? "page" : undefined}
      onClick={(event) => {
        // The browser opens other tabs and windows itself.
        if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        void navigate({ to: "/desk/products", search });
      }}
    >
      {children}
    </a>
  );
}

function useChange() {
  const navigate = useNavigate({ from: "/desk/products" });
  return (change: { text?: string | undefined; category?: string | undefined }, replace: boolean) =>
    void navigate({ search: (was) => parseProductSearch({ ...was, ...change }), replace });
}

export function Filters({
  search,
  products,
  children,
}: {
  search: ProductSearch;
  products: readonly Product[];
  children: ReactNode;
}) {
  const change = useChange();
  const id = useId();
  const categories = categoriesOf(products);
  return (
    <fieldset className="filters products-filters" aria-label={w.filters.label}>
      <Text value={search.text ?? ""} onChange={(text) => change({ text: text || undefined }, true)} />
      {categories.length > 1 && (
        <span className="select">
          <label className="out-of-sight" htmlFor={id}>
            {w.filters.category}
          </label>
          <select
            id={id}
            value={search.category === undefined ? "all" : `of ${search.category}`}
            onChange={({ currentTarget: { value } }) =>
              change({ category: value === "all" ? undefined : value.slice("of ".length) }, false)
            }
          >
            <option value="all">{w.filters.all}</option>
            {categories.map((category) => (
              <option key={category ?? ""} value={`of ${category ?? ""}`}>
                {category ?? w.filters.none}
              </option>
            ))}
          </select>
          <Icon name="down" size={16} />
        </span>
      )}
      {children}
    </fieldset>
  );
}

function Text({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const [typed, setTyped] = useState(value);
  const id = useId();
  // *Back* and links change the value from outside.
  useEffect(() => setTyped(value), [value]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is typed starts the pause, and nothing else.
  useEffect(() => {
    if (typed.trim() === value) return;
    const timer = setTimeout(() => onChange(typed.trim()), PAUSE);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <span className="products-find">
      <label className="out-of-sight" htmlFor={id}>
        {w.filters.text}
      </label>
      <Icon name="search" />
      <input
        id={id}
        className="input"
        type="search"
        placeholder={w.filters.text}
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </span>
  );
}

/** In place of rows: there are no products, or none match the filters. */
export function Nothing({ filtered }: { filtered: boolean }) {
  if (filtered)
    return (
      <Blank icon="filter" title={w.nothing.noMatch}>
        <p>{w.nothing.noMatchText}</p>
        <Link className="button" to="/desk/products" search={{}}>
          {w.filters.clear}
        </Link>
      </Blank>
    );
  return (
    <Blank icon="products" title={w.nothing.title}>
      <p>{w.nothing.text}</p>
      <Link className="button button-primary" to="/desk/products/new">
        <Icon name="plus" />
        {w.add}
      </Link>
    </Blank>
  );
}

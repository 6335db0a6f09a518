/** Products and stock, as a list; the pages of one product are in the same file, because they share most of it. */
import "./products.css";
import "./adjust.css";
import { Link, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import { clock, deskTime } from "~/lib/time";
import { useSeconds } from "~/lib/use-seconds";
import { Icon } from "~/ui/icon";
import { w as desk } from "~/words/desk";
import { w } from "~/words/products";
import { useDesk } from "../desk-context";
import { Unread } from "../states";
import { Filters, Nothing, Tabs } from "./filters";
import { counted, found, shown, sorted, stockOf, takenOf } from "./list";
import { useProducts } from "./queries";
import { isFiltered, lastSearch, parseProductSearch } from "./search";
import { Table } from "./table";
import type { Product } from "./types";

export { NewProductPage, ProductPage } from "./form/page";

/** The router merges ignored parameters with valid ones, so the address is parsed here again. */
const useProductSearch = () =>
  useSearch({ from: "/desk/products", select: parseProductSearch, structuralSharing: true });

export function ProductsPage() {
  const { zone } = useDesk();
  const search = useProductSearch();
  useEffect(() => lastSearch.set(search), [search]);
  const read = useProducts();
  const { data } = read;
  const language = document.documentElement.lang;
  const all = sorted(data?.entries ?? [], language);
  const matching = found(all, search, language);
  const now = useMinutes();
  const rows = matching.filter((product) => shown(product, search.show, now));
  return (
    <div className="products-page">
      <div className="views">
        <Tabs search={search} products={matching} now={now} />
        <div className="views-end">
          <a className="button" href="/desk/products/import">
            <Icon name="table" />
            {w.import}
          </a>
          <Link className="button button-primary" to="/desk/products/new">
            <Icon name="plus" />
            {w.add}
          </Link>
        </div>
      </div>
      <Filters search={search} products={all}>
        {data && rows.length > 0 && (
          <p className="filters-sum quiet small">
            {w.asOf(deskTime(data.at, zone), counted(sum(rows, stockOf)), counted(sum(rows, takenOf)))}
          </p>
        )}
      </Filters>
      <div className="products">
        {data === undefined ? (
          <Unread read={read} />
        ) : rows.length === 0 ? (
          <Nothing filtered={isFiltered(search)} />
        ) : (
          <Table products={rows} now={now} />
        )}
        {data?.cutOff && <p className="hint">{desk.onlyFirst(data.entries.length)}</p>}
      </div>
    </div>
  );
}

const MINUTE = 60_000;

/** The server's clock in whole minutes; rows change no more often. */
const useMinutes = (): number => useSeconds(() => Math.floor(clock.now() / MINUTE) * MINUTE);

const sum = (products: readonly Product[], count: (product: Product) => number): number =>
  products.reduce((all, product) => all + count(product), 0);

/** Products with low stock, of all sellers or of one. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useId } from "react";
import type { components } from "~/api/schema";
import { deskTime } from "~/lib/time";
import { Icon } from "~/ui/icon";
import { w } from "~/words/admin";
import { useDesk } from "../desk-context";
import { Page } from "../form/page";
import { Blank, Unread } from "../states";
import { sellersQuery, stockQuery } from "./queries";
import { type AdminSearch, without } from "./search";
import { SelectField } from "./select-field";

type LowProduct = components["schemas"]["LowProduct"];

export function StockPart({ search }: { search: AdminSearch }) {
  const { session, zone } = useDesk();
  const navigate = useNavigate({ from: "/desk/admin" });
  const sellers = useQuery(sellersQuery(session)).data?.entries ?? [];
  const check = useQuery(stockQuery(session, search.seller));
  const names = new Map(sellers.map(({ id, name }) => [id, name]));
  return (
    <Page>
      <div className="admin-filters">
        <SelectField
          label={w.stock.seller}
          value={search.seller ?? ""}
          onChange={(id) => void navigate({ search: without({ part: "stock", seller: id || undefined }) })}
        >
          <option value="">{w.orders.allSellers}</option>
          {search.seller && !names.has(search.seller) && (
            <option value={search.seller}>{search.seller}</option>
          )}
          {sellers.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
        <button className="button admin-clear" type="button" onClick={() => void check.refetch()}>
          <Icon name="reload" />
          {w.stock.again}
        </button>
      </div>
      {!check.data ? (
        <Unread read={check} title={w.stock.failed} />
      ) : (
        <>
          <p className="small quiet" role="status">
            {w.stock.checked(deskTime(check.data.checkedAt, zone))}
          </p>
          {check.data.healthy && (
            <Blank icon="done" title={w.stock.healthy}>
              <p className="quiet">{w.stock.healthyText}</p>
            </Blank>
          )}
          <Products title={w.stock.out} products={check.data.outOfStock} names={names} />
          <Products title={w.stock.low} products={check.data.lowStock} names={names} />
          {check.data.more && <p className="hint">{w.stock.more}</p>}
        </>
      )}
    </Page>
  );
}

interface ProductsProps {
  title: string;
  products: readonly LowProduct[];
  /** The sellers' names by id. */
  names: ReadonlyMap<string, string>;
}

function Products({ title, products, names }: ProductsProps) {
  const id = useId();
  if (products.length === 0) return null;
  const { columns } = w.stock;
  return (
    <section className="admin-stock" aria-labelledby={id}>
      <h2 id={id}>
        {title} <span className="count">{products.length}</span>
      </h2>
      <div className="list-scroll">
        <table className="list" aria-labelledby={id}>
          <thead>
            <tr>
              <th scope="col">{columns.product}</th>
              <th scope="col">{columns.seller}</th>
              <th scope="col" className="num">
                {columns.available}
              </th>
              <th scope="col" className="num">
                {columns.mark}
              </th>
            </tr>
          </thead>
          <tbody>
            {products.map((product) => (
              <tr key={product.productId}>
                <th scope="row" className="admin-name">
                  {product.name}
                </th>
                <td>{names.get(product.sellerId) ?? product.sellerId}</td>
                <td className={product.available === 0 ? "num is-bad" : "num is-soon"}>
                  {product.available}
                </td>
                <td className="num">{product.lowStockAt ?? w.audit.none}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** Products as rows: price, stock, whether it is for sale, and the button that adjusts the stock. */
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { money } from "~/lib/money";
import { Icon } from "~/ui/icon";
import { w } from "~/words/products";
import { useDesk } from "../desk-context";
import { Adjust } from "./adjust";
import { barOf, counted, levelOf, saleOf, stockOf, takenOf } from "./list";
import { Thumbnail } from "./picture";
import { SaleMenu, saleText } from "./sale";
import type { Product } from "./types";

export function Table({ products, now }: { products: readonly Product[]; now: number }) {
  const [adjusted, setAdjusted] = useState<string | null>(null);
  return (
    <table className="stock-table">
      <caption className="out-of-sight">{w.table.label}</caption>
      <thead>
        <tr>
          <th scope="col">{w.table.product}</th>
          <th scope="col" className="p-cat">
            {w.table.category}
          </th>
          <th scope="col" className="num">
            {w.table.price}
          </th>
          <th scope="col" className="num">
            {w.table.available}
          </th>
          <th scope="col" className="p-bar">
            <span className="out-of-sight">{w.table.bar}</span>
          </th>
          <th scope="col">
            <span className="out-of-sight">{w.table.state}</span>
          </th>
          <th scope="col" className="num p-taken">
            {w.table.taken}
          </th>
          <th scope="col" className="num p-low">
            {w.table.lowAt}
          </th>
          <th scope="col">{w.table.sale}</th>
          <th scope="col">
            <span className="out-of-sight">{w.table.adjust}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {products.map((product) => (
          <Row
            key={product.id}
            product={product}
            now={now}
            open={adjusted === product.id}
            onOpen={(open) => setAdjusted(open ? product.id : null)}
          />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  product: Product;
  now: number;
  open: boolean;
  onOpen: (open: boolean) => void;
}

function Row({ product, now, open, onOpen }: RowProps) {
  const { currency } = useDesk();
  const { id, name, category, price, lowStockAt, addons } = product;
  const off = saleOf(product, now).state !== "on";
  const classes = [open && "row-open", off && "row-off"].filter(Boolean).join(" ");
  return (
    <tr className={classes || undefined}>
      <td className="p-name">
        <div className="product-name">
          <Thumbnail product={product} />
          <span>
            <Link to="/desk/products/$id" params={{ id }} title={name}>
              {name}
            </Link>
            <span className="quiet small">{w.table.extras(addons.length)}</span>
          </span>
        </div>
      </td>
      <td className="p-cat">{category}</td>
      <td className="num p-plain">{money(price, currency)}</td>
      <td className="num p-free">
        <b>{counted(stockOf(product))}</b>
      </td>
      <td className="p-bar">
        <Bar product={product} />
      </td>
      <td className="p-state">
        <State product={product} now={now} />
      </td>
      <td className="num p-plain p-taken">{counted(takenOf(product))}</td>
      <td className="num p-plain p-low">{lowStockAt !== undefined && counted(lowStockAt)}</td>
      <td className="p-on">
        <SaleMenu product={product} now={now} />
      </td>
      <td className="p-do">
        <Adjust product={product} open={open} onOpen={onOpen} />
      </td>
    </tr>
  );
}

function Bar({ product }: { product: Product }) {
  const bar = barOf(product);
  if (bar === null) return null;
  const low = levelOf(product) !== "enough";
  return (
    <svg
      className={low ? "stock stock-low" : "stock"}
      viewBox="0 0 100 8"
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <rect className="stock-ground" width="100" height="8" />
      <rect className="stock-free" width={bar.left} height="8" />
      <rect className="stock-mark" x={bar.mark} width="1.5" height="8" />
    </svg>
  );
}

/** The stock as a word; and that it is off sale, where a phone has no column for it. */
function State({ product, now }: { product: Product; now: number }) {
  const { zone } = useDesk();
  const level = levelOf(product);
  const sale = saleOf(product, now);
  return (
    <>
      {level === "low" && (
        <span className="tag tag-amber">
          <Icon name="warning" />
          {w.level.low}
        </span>
      )}
      {level === "out" && (
        <span className="tag tag-brick">
          <Icon name="rejected" />
          {w.level.out}
        </span>
      )}
      {sale.state !== "on" && <span className="tag p-off">{saleText(sale, now, zone)}</span>}
    </>
  );
}

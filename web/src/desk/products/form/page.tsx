/** The pages of one product: a new one, and an existing one with its stock. */
import "./form.css";
import { useParams } from "@tanstack/react-router";
import { Icon } from "~/ui/icon";
import { w } from "~/words/products";
import { useDesk } from "../../desk-context";
import { Page } from "../../form/page";
import { Blank, Unread } from "../../states";
import { useProduct } from "../queries";
import { ProductForm } from "./form";
import { StockPart } from "./stock";

const BACK = { to: "/desk/products", name: w.title } as const;

export function NewProductPage() {
  return (
    <Page form back={BACK} title={w.form.new}>
      <ProductForm product={null} />
    </Page>
  );
}

export function ProductPage() {
  const id = useParams({ strict: false, select: (params) => (params as { id?: string }).id ?? "" });
  const { seller } = useDesk();
  const read = useProduct(id);
  // A form begins with the present product, not with a cached one.
  const product = read.isFetchedAfterMount ? read.data : undefined;
  if (product === undefined)
    return (
      <Page back={BACK}>
        <Unread read={read} forbidden={w.form.gone} />
      </Page>
    );
  // Anybody may read any product; these pages show one seller's.
  if (product.sellerId !== seller.id)
    return (
      <Page back={BACK}>
        <Blank icon="products" title={w.form.gone} />
      </Page>
    );
  return (
    <Page
      back={BACK}
      title={product.name}
      actions={
        <a className="button" href={`/s/${encodeURIComponent(seller.id)}`}>
          <Icon name="shop" />
          {w.form.look}
        </a>
      }
    >
      <div className="product-parts">
        <ProductForm key={product.id} product={product} />
        <StockPart key={`stock of ${product.id}`} product={product} />
      </div>
    </Page>
  );
}

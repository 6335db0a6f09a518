/** Changes a line at the checkout: the product's extras are read when the dialog opens. */
import { useEffect, useState } from "react";
import { Problem } from "~/api/problem";
import { announce } from "../cart/announcer";
import { basketOf, type Cart, replace } from "../cart/cart";
import { isOff } from "../cart/changes";
import { ExtrasDialog } from "../cart/extras";
import { cart as store } from "../cart/store";
import type { Product } from "../cart/types";
import { pieces } from "../order";
import { client } from "../shop/read";

interface Props {
  cart: Cart;
  sellerId: string;
  lineId: string;
  onClose(): void;
}

export function ChangeLine({ cart, sellerId, lineId, onClose }: Props) {
  const lines = basketOf(cart, sellerId)?.lines ?? [];
  const changed = lines.find(({ id }) => id === lineId);
  const [product, setProduct] = useState<Product | null>(null);
  const id = changed?.productId;

  // biome-ignore lint/correctness/useExhaustiveDependencies: it is read once for each line.
  useEffect(() => {
    if (id === undefined) return onClose();
    const stop = new AbortController();
    client
      .ask("get", "/api/products/{id}", { path: { id }, signal: stop.signal })
      .then((answer) => setProduct(answer.product as Product))
      .catch((error: unknown) => {
        if (stop.signal.aborted || !(error instanceof Problem)) return;
        announce(error.message);
        onClose();
      });
    return () => stop.abort();
  }, [id]);

  if (!product || !changed) return null;
  const others = pieces(lines.filter((of) => of.productId === id && of !== changed));
  return (
    <ExtrasDialog
      product={product}
      changed={changed}
      most={Math.max(0, (isOff(product) ? 0 : product.available) - others)}
      onDone={(line) => void store.change((now) => replace(now, sellerId, lineId, line))}
      onClose={onClose}
    />
  );
}

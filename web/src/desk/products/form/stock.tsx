/** The stock of one product: the whole equation, the button that adjusts it, and all adjustments. */
import { useEffect, useId, useRef, useState } from "react";
import { w } from "~/words/products";
import { Adjust } from "../adjust";
import { Equation } from "../equation";
import { Ledger } from "../ledger";
import type { Product } from "../types";

/** How many adjustments are shown at a time. */
const PAGE = 20;

export function StockPart({ product }: { product: Product }) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const part = useRef<HTMLElement>(null);
  useEffect(() => {
    // The link to all adjustments leads here.
    if (location.hash !== "#stock") return;
    part.current?.scrollIntoView();
    part.current?.focus({ preventScroll: true });
  }, []);
  if (product.stock === undefined) return null;
  return (
    <section ref={part} className="form-part stock-part" id="stock" tabIndex={-1} aria-labelledby={id}>
      <header>
        <h3 id={id}>{w.form.stockTitle}</h3>
        <Adjust product={product} open={open} onOpen={setOpen} withLog={false} />
      </header>
      <Equation stock={product.stock} />
      <h4>{w.ledger.title}</h4>
      <Ledger id={product.id} limit={PAGE} whole />
    </section>
  );
}

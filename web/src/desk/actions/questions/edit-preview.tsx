import { money } from "~/lib/money";
import { w } from "~/words/actions";
import type { InternalOrder, Order } from "../../open-orders/types";
import { keptOf } from "./consequences";
import { type CartLine, type Product, type StockChange, stockChanges, totalAfter } from "./edit-cart";
import { type Follow, Follows } from "./parts";

export interface EditPreviewProps {
  order: Order;
  payment: InternalOrder["payment"];
  cart: readonly CartLine[];
  products: readonly Product[];
}

/** The effects of saving on stock and total. */
export function EditPreview({ order, payment, cart, products }: EditPreviewProps) {
  const total = totalAfter(order, cart);
  const kept = keptOf({ payment });
  const amount = (minor: number) => money(minor, order.currency);
  return (
    <section className="preview" aria-label={w.edit.preview}>
      <Follows
        all={[
          ...stockChanges(cart, products).map(stockLine),
          { icon: "cash", text: w.edit.total(amount(order.grandTotal), amount(total)) },
          order.vouchers.length > 0 && { icon: "voucher", text: w.edit.vouchers },
          kept > 0 && kept < total && { icon: "cash", text: w.edit.due(amount(total - kept)), tone: "soon" },
          kept > total && { icon: "refund", text: w.edit.refund(amount(kept - total)) },
        ]}
      />
    </section>
  );
}

function stockLine({ name, taken, available }: StockChange): Follow {
  if (taken < 0) return { icon: "products", text: w.edit.back(name, -taken) };
  const left = available ?? 0;
  if (taken > left) return { icon: "warning", text: w.edit.short(name, left), tone: "bad" };
  return { icon: "products", text: w.edit.taken(name, taken, left - taken) };
}

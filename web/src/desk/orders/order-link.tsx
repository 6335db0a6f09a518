import type { ComponentProps } from "react";
import { w } from "~/words/orders";
import { parts } from "../open-orders/facts";
import { isPlainClick, useChangeSearch } from "./use-search";

/**
 * The number as a link to the order: opens the drawer, or a tab by middle click. It does not depend on the filters, so rows
 * are not rendered again when those change.
 */
export function OrderLink({ id, ...props }: { id: string } & ComponentProps<"a">) {
  const change = useChangeSearch();
  return (
    <a
      {...props}
      href={`/desk/orders?order=${id}`}
      aria-label={w.ticket.order(parts(id).tail)}
      onClick={(event) => {
        if (!isPlainClick(event)) return;
        event.preventDefault();
        change({ order: id });
      }}
    />
  );
}

/** Stores the tickets on the rail while the server answers, for a reload without a connection. */
import { useEffect, useRef } from "react";
import { useDesk } from "../desk-context";
import { beats } from "../open-orders/feed";
import { keepDesk } from "../open-orders/kept-desk";
import { book } from "../open-orders/row-book";
import { isClosed, type Order } from "../open-orders/types";
import { live } from "../shell/live";

/** After this time it is stored again although nothing has changed, so that its age is known. */
const AGAIN = 30_000;

/** `hung` are all tickets that are shown. */
export function useKeptTickets(hung: readonly { id: string }[], orders: ReadonlyMap<string, Order>): void {
  const { me, seller } = useDesk();
  const latest = useRef({ hung, orders });
  useEffect(() => {
    latest.current = { hung, orders };
  }, [hung, orders]);
  useEffect(() => {
    let kept: (typeof latest)["current"] | null = null;
    let keptAt = 0;
    // Together with the feed's responses: tickets that no response has confirmed are not stored as new.
    return beats.subscribe(() => {
      const { status, byId } = book.state.get();
      if (status !== "ready" || live.get().state === "offline") return;
      if (kept === latest.current && Date.now() - keptAt < AGAIN) return;
      kept = latest.current;
      keptAt = Date.now();
      const shown = new Set(kept.hung.map(({ id }) => id));
      const rows = [...byId.values()].filter((row) => shown.has(row.id) || !isClosed(row.phase));
      void keepDesk({ me, seller, rows, orders: [...kept.orders.values()] });
    });
  }, [me, seller]);
}

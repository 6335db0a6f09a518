/** The list: current orders, past ones, and a button for older ones. Current orders are read again regularly. */
import { useCallback, useEffect, useRef, useState } from "react";
import { Problem } from "~/api/problem";
import { useLate } from "~/lib/loaded";
import { w } from "~/words/history";
import { Blank } from "../blank";
import { Failed } from "../failed";
import { isPast, merged, type Order, pageAfter, type Seller } from "./orders";
import { OrderSlip } from "./slip";

const AGAIN = 30_000;

interface Props {
  onSignedOut: () => void;
  onReceipt: (order: Order, seller: Seller) => void;
}

export function OrderList({ onSignedOut, onReceipt }: Props) {
  const { orders, next, problem, busy, read } = useOrders(onSignedOut);
  if (orders === null)
    return problem ? <Failed problem={problem} words={w} onAgain={() => void read(null)} /> : <Ghosts />;
  const current = orders.filter((order) => !isPast(order));
  const past = orders.filter(isPast);
  const slips = (of: Order[]) =>
    of.map((order) => (
      <OrderSlip key={order.id} order={order} onReceipt={(seller) => onReceipt(order, seller)} />
    ));
  return (
    <>
      {problem?.status === 0 && <p className="notice notice-amber">{w.stale}</p>}
      {orders.length === 0 && <None />}
      {current.length > 0 && (
        <section className="mine-list hung" aria-labelledby="current">
          <h2 id="current" className="out-of-sight">
            {w.current}
          </h2>
          {slips(current)}
        </section>
      )}
      {past.length > 0 && (
        <section className={current.length > 0 ? "mine-list" : "mine-list hung"} aria-labelledby="past">
          <h2 id="past" className={current.length > 0 ? undefined : "out-of-sight"}>
            {w.past}
          </h2>
          {slips(past)}
        </section>
      )}
      {problem !== null && problem.status !== 0 && (
        <Failed problem={problem} words={w} onAgain={() => void read(next)} />
      )}
      {next !== null && (
        <p className="mine-more">
          <button className="button" type="button" aria-busy={busy} onClick={() => void read(next)}>
            {w.older}
          </button>
        </p>
      )}
    </>
  );
}

function useOrders(onSignedOut: () => void) {
  const [orders, setOrders] = useState<Order[] | null>(null);
  const [next, setNext] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const reading = useRef(false);
  const known = useRef<Order[]>([]);

  const read = useCallback(
    async (cursor: string | null) => {
      if (reading.current) return;
      reading.current = true;
      setBusy(cursor !== null);
      try {
        const page = await pageAfter(cursor);
        if (page.anew) known.current = [];
        // Reading the first page again does not change the cursor of the list.
        if (cursor !== null || known.current.length === 0) setNext(page.next);
        known.current = merged(known.current, page.orders);
        setOrders(known.current);
        setProblem(null);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        if (error.status === 401) onSignedOut();
        else setProblem(error);
      } finally {
        reading.current = false;
        setBusy(false);
      }
    },
    [onSignedOut],
  );

  useEffect(() => {
    void read(null);
    const again = () => {
      if (!document.hidden && known.current.some((order) => !isPast(order))) void read(null);
    };
    const timer = setInterval(again, AGAIN);
    document.addEventListener("visibilitychange", again);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", again);
    };
  }, [read]);
  return { orders, next, problem, busy, read };
}

function None() {
  return (
    <Blank icon="orders" title={w.none}>
      <p>{w.noneHint}</p>
      <p className="button-row">
        <a className="button button-primary" href="/">
          {w.toShops}
        </a>
      </p>
    </Blank>
  );
}

function Ghosts() {
  const late = useLate();
  return (
    <div className="mine-list hung" aria-busy="true">
      <p className="out-of-sight" role="status">
        {late ? w.loading : ""}
      </p>
      {late &&
        [1, 2, 3].map((place) => (
          <div key={place} className="slip mine-slip mine-ghost">
            <span className="ghost ghost-name" />
            <span className="ghost ghost-short" />
            <span className="ghost ghost-line mine-what" />
            <span className="ghost ghost-mid mine-what" />
          </div>
        ))}
    </div>
  );
}

/** The checkout: one page for the cart of all sellers. After the order is placed, the code replaces the form. */
import "./checkout.css";
import { useEffect, useState } from "react";
import { useLoaded } from "~/lib/loaded";
import { clock } from "~/lib/time";
import { isLocal } from "~/sign-in/codes";
import type { Basket, Cart } from "../cart/cart";
import { useCart } from "../cart/store";
import { useKept } from "../cart/use-kept";
import { useWords } from "../cart/words";
import { Failed } from "../failed";
import type { Order } from "../order";
import { readSeller, useRead } from "../shop/read";
import { useAddress } from "../shop/route";
import { AfterAWhile } from "../shop/states";
import { type Placed, placed, settle } from "./attempt";
import { type Details, details as kept } from "./details";
import { Filling } from "./filling";
import { Empty, Frame, Ghosts } from "./frame";
import { readyStep, wayOn } from "./later";
import { useSignedIn } from "./signed-in";
import { loadWords, w } from "./words";

/** Loads the texts, and returns the page. */
export async function ready() {
  await loadWords();
  return Checkout;
}

function Checkout() {
  const now = useCart();
  const details = useKept(kept);
  const waiting = useKept(placed);
  const signedIn = useSignedIn();
  const [leaving, setLeaving] = useState(false);
  const atCode = useAddress().endsWith("#code");
  const step = useLoaded(readyStep, atCode && Boolean(waiting));
  useServerClock(waiting);

  useEffect(() => {
    document.title = w.title;
  }, []);

  if (!now || !details || waiting === undefined || signedIn === undefined || leaving) return <Frame />;

  const confirmed = () => {
    setLeaving(true);
    void leave(waiting?.orders ?? [], waiting?.baskets ?? []);
  };
  if (atCode && waiting) {
    return (
      <Frame baskets={waiting.baskets}>
        {step && <step.Waiting waiting={waiting} onConfirmed={confirmed} />}
      </Frame>
    );
  }
  if (now.baskets.length === 0) return <Empty waited={atCode} />;
  return (
    <WithSellers
      key={atCode ? "code" : "form"}
      now={now}
      kept={details}
      waiting={waiting}
      signedIn={signedIn}
      onLeave={(orders, baskets) => {
        setLeaving(true);
        void leave(orders, baskets);
      }}
    />
  );
}

/**
 * Removes ordered lines and their notes from the cart; name and address are stored for the next order. Continues to the
 * payment, or to the tracking page.
 */
async function leave(orders: readonly Order[], baskets: Basket[]): Promise<void> {
  const path = wayOn(orders);
  await settle("ordered", baskets);
  await kept.change((of) => ({ ...of, wishes: {} }));
  location.assign(await path);
}

/** Countdowns use the server's clock: as of the placing, and updated where the server can be asked. */
function useServerClock(waiting: Placed | null | undefined): void {
  const ahead = waiting?.ahead;
  useEffect(() => {
    if (ahead !== undefined && clock.ahead === 0) clock.ahead = ahead;
    void isLocal().then(async (local) => {
      if (local) clock.set(((await (await fetch("/_local/clock")).json()) as { now: string }).now);
    });
  }, [ahead]);
}

interface DetailsProps {
  now: Cart;
  kept: Details;
  waiting: Placed | null;
  signedIn: string | null;
  onLeave(orders: readonly Order[], baskets: Basket[]): void;
}

/** The first step, with the offers of its sellers. */
function WithSellers({ now, kept: before, waiting, signedIn, onLeave }: DetailsProps) {
  const words = useWords();
  const ids = now.baskets.map(({ sellerId }) => sellerId).sort();
  const read = useRead(`sellers ${ids.join(" ")}`, async (signal) => {
    const all = await Promise.all(ids.map((id) => readSeller(id, signal)));
    return new Map(all.map((seller) => [seller.id, seller]));
  });
  if (!read.value) {
    return (
      <Frame baskets={now.baskets}>
        <div className="checkout-form">
          {read.problem ? (
            <Failed whole title={w.failed} words={words} problem={read.problem} onAgain={read.again} />
          ) : (
            <AfterAWhile>
              <Ghosts />
            </AfterAWhile>
          )}
        </div>
      </Frame>
    );
  }
  return (
    <Frame baskets={now.baskets}>
      <Filling
        now={now}
        before={before}
        sellers={read.value}
        waiting={waiting}
        signedIn={signedIn}
        onLeave={onLeave}
      />
    </Frame>
  );
}

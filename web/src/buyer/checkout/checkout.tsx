/** The checkout: one page for the cart of all sellers, and the code in its place once it is placed. */
import "./checkout.css";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { Problem } from "~/api/problem";
import { clock } from "~/lib/time";
import { type Challenge, isLocal, sendCode } from "~/sign-in/codes";
import { Icon, Mark } from "~/ui/icon";
import { ThemeSwitch } from "~/ui/switches";
import type { Basket, Cart } from "../cart/cart";
import { itemsOf } from "../cart/cart";
import { takeWhatThereIs } from "../cart/changes";
import { useKept } from "../cart/kept";
import { useQuotes } from "../cart/quotes";
import { cart, useCart } from "../cart/store";
import type { Method, QuoteRequest, Seller } from "../cart/types";
import { useWords } from "../cart/words";
import { readSeller, useRead } from "../shop/read";
import { go, Link, shopPath, useAddress } from "../shop/route";
import { AfterAWhile, Blank, Failed } from "../shop/states";
import { type Placed, place, placed, settle } from "./attempt";
import { ChangeLine } from "./change-line";
import { likelyCountry } from "./countries";
import { type Details, details as kept, wishesOf } from "./details";
import { CheckoutForm } from "./form";
import { offersAt } from "./offers";
import type { Shortage } from "./refusal";
import { type Decided, type Faults, requestOf } from "./request";
import { session, useSignedIn } from "./session";
import { SignInFirst } from "./sign-in";
import { type Part, Summary } from "./summary";
import { Waiting } from "./waiting";
import { loadWords, w } from "./words";

/** Loads the words, and gives the page. */
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
  useServerClock(waiting);

  useEffect(() => {
    document.title = w.title;
  }, []);

  if (!now || !details || waiting === undefined || signedIn === undefined || leaving) return <Frame />;

  const confirmed = (orderId: string) => {
    setLeaving(true);
    const baskets = waiting?.baskets ?? [];
    void leave(orderId, baskets);
  };
  if (atCode && waiting) {
    return (
      <Frame baskets={waiting.baskets}>
        <Waiting waiting={waiting} onConfirmed={confirmed} />
      </Frame>
    );
  }
  if (now.baskets.length === 0) return <Empty waited={atCode} />;
  return (
    <Filling
      key={atCode ? "code" : "form"}
      now={now}
      kept={details}
      waiting={waiting}
      signedIn={signedIn}
      onLeave={(orderId, baskets) => {
        setLeaving(true);
        void leave(orderId, baskets);
      }}
    />
  );
}

/** What was ordered leaves the cart, its wishes with it; who ordered and where to is kept for the next time. */
async function leave(orderId: string, baskets: Basket[]): Promise<void> {
  await settle("ordered", baskets);
  await kept.change((of) => ({ ...of, wishes: {} }));
  location.assign(`/t/${encodeURIComponent(orderId)}`);
}

/** Countdowns go by the server's clock: as it was when the order was placed, and where it can be asked, as it is. */
function useServerClock(waiting: Placed | null | undefined): void {
  const ahead = waiting?.ahead;
  useEffect(() => {
    if (ahead !== undefined && clock.ahead === 0) clock.ahead = ahead;
    void isLocal().then(async (local) => {
      if (local) clock.set(((await (await fetch("/_local/clock")).json()) as { now: string }).now);
    });
  }, [ahead]);
}

interface FillingProps {
  now: Cart;
  kept: Details;
  waiting: Placed | null;
  signedIn: string | null;
  onLeave(orderId: string, baskets: Basket[]): void;
}

function Filling({ now, kept: before, waiting, signedIn, onLeave }: FillingProps) {
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
            <Failed title={w.failed} problem={read.problem} again={read.again} />
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
    <Filled
      now={now}
      before={before}
      sellers={read.value}
      waiting={waiting}
      signedIn={signedIn}
      onLeave={onLeave}
    />
  );
}

interface FilledProps extends Omit<FillingProps, "kept"> {
  before: Details;
  sellers: ReadonlyMap<string, Seller>;
}

function Filled({ now, before, sellers, waiting, signedIn, onLeave }: FilledProps) {
  const [details, setDetails] = useDetails(before, sellers, signedIn);
  const [faults, setFaults] = useState<Faults>({});
  const [refusedShort, setRefusedShort] = useState<{ cart: Cart; short: readonly Shortage[] } | null>(null);
  const [challenge, setChallenge] = useState<Challenge | null>(null);
  const [editing, setEditing] = useState<{ sellerId: string; lineId: string } | null>(null);

  const baskets = useMemo(() => now.baskets.map((basket) => decide(basket, sellers)), [now, sellers]);
  const requests = baskets.flatMap((basket) => quoteRequest(basket, details));
  const { quoted, again } = useQuotes(requests, session.client);
  const parts: Part[] = baskets.map((basket) => {
    const of = quoted(basket.sellerId);
    return {
      basket,
      seller: sellers.get(basket.sellerId),
      quoted: of,
      offers: offersAt(basket, of),
      wishes: wishesOf(details, basket.sellerId),
    };
  });
  const short = refusedShort?.cart === now ? refusedShort.short : shortOf(parts);

  const send = async (decided: Decided[]) => {
    const request = requestOf(decided, details);
    const outcome = await place(session.client, request, decided);
    const [first] = outcome.orders;
    if (!first) return;
    if (outcome.expiresAt === undefined) return onLeave(first.id, outcome.baskets);
    const { phone } = request.body?.customer ?? { phone: "" };
    await placed.change(() => ({
      orders: outcome.orders,
      phone: outcome.earlier ? (first.customer?.phone ?? phone) : phone,
      expiresAt: outcome.expiresAt ?? "",
      sentAt: clock.now(),
      ahead: clock.ahead,
      baskets: outcome.baskets,
      zones: Object.fromEntries([...sellers.values()].map(({ id, timezone }) => [id, timezone])),
    }));
    go("/checkout#code");
  };

  const onPlace = async (decided: Decided[]) => {
    try {
      await send(decided);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.code === "phone_verification_required") {
        const { phone } = requestOf(decided, details).body?.customer ?? { phone: "" };
        return setChallenge(await sendCode(session, { phone }));
      }
      if (error.code === "insufficient_stock") setRefusedShort({ cart: now, short: error.stockIssues });
      again();
      throw error;
    }
  };

  /** Every line as it is offered now, and no more of it than there is. */
  const take = () => {
    void cart.change((current) =>
      parts.reduce((left, { basket, offers }) => {
        const own = left.baskets.find(({ sellerId }) => sellerId === basket.sellerId);
        if (!own) return left;
        return takeWhatThereIs(left, basket.sellerId, own.lines, withShortages(offers, short));
      }, current),
    );
  };

  const decided = baskets.flatMap((basket) => (basket.method ? [{ ...basket, method: basket.method }] : []));
  return (
    <Frame baskets={now.baskets}>
      {challenge ? (
        <SignInFirst
          challenge={challenge}
          phone={requestOf(decided, details).body?.customer.phone ?? ""}
          onSignedIn={() => {
            setChallenge(null);
            void onPlace(decided);
          }}
          onOtherNumber={() => setChallenge(null)}
        />
      ) : (
        <CheckoutForm
          parts={parts}
          sellers={sellers}
          details={details}
          faults={faults}
          signedIn={signedIn}
          waiting={waiting && Date.parse(waiting.expiresAt) > clock.now() ? waiting : null}
          short={short}
          onDetails={setDetails}
          onFaults={setFaults}
          onTake={take}
          onPlace={onPlace}
        />
      )}
      <Summary
        parts={parts}
        faults={faults}
        onChange={(sellerId, line) => setEditing({ sellerId, lineId: line.id })}
        onVouchers={(sellerId, vouchers) => {
          setFaults({ ...faults, [`${sellerId} voucher`]: undefined });
          const wishes = { ...wishesOf(details, sellerId), vouchers };
          setDetails({ ...details, wishes: { ...details.wishes, [sellerId]: wishes } });
        }}
      />
      {editing && <ChangeLine cart={now} {...editing} onClose={() => setEditing(null)} />}
    </Frame>
  );
}

/** The details as they are typed; kept a moment later. */
function useDetails(
  before: Details,
  sellers: ReadonlyMap<string, Seller>,
  signedIn: string | null,
): [Details, (details: Details) => void] {
  const [details, setDetails] = useState<Details>(() => {
    const [first] = sellers.values();
    const country = before.address.country || likelyCountry(first?.address?.country);
    const phone = before.phone || (signedIn ?? "");
    return { ...before, phone, address: { ...before.address, country } };
  });
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    const timer = setTimeout(() => void kept.change(() => details), 200);
    return () => clearTimeout(timer);
  }, [details]);
  return [details, setDetails];
}

/** The basket with how it is got: as it was chosen, or the seller's first way. */
function decide(basket: Basket, sellers: ReadonlyMap<string, Seller>): Basket {
  const methods = sellers.get(basket.sellerId)?.methods ?? [];
  if (basket.method && methods.includes(basket.method)) return basket;
  const { method: _, ...rest } = basket;
  const usual: Method | undefined = methods.find((one) => one === "delivery") ?? methods[0];
  return usual ? { ...rest, method: usual } : rest;
}

function quoteRequest(basket: Basket, details: Details): QuoteRequest[] {
  if (!basket.method) return [];
  const { zoneId, requestedFor, vouchers } = wishesOf(details, basket.sellerId);
  return [
    {
      sellerId: basket.sellerId,
      items: itemsOf(basket.lines),
      fulfilment: {
        method: basket.method,
        ...(basket.method === "delivery" && zoneId && { zoneId }),
        ...(basket.method !== "shipping" && requestedFor && { requestedFor }),
      },
      vouchers,
    },
  ];
}

const shortOf = (parts: readonly Part[]): readonly Shortage[] =>
  parts.flatMap(({ quoted }) => (quoted.current ? (quoted.quote?.stockIssues ?? []) : []));

/** What is offered, with what the refusal said of how much there is. */
function withShortages(offers: Part["offers"], short: readonly Shortage[]): Part["offers"] {
  const left = new Map(short.map(({ productId, available }) => [productId, available]));
  return new Map(
    [...offers].map(([id, offer]) => [id, { ...offer, available: left.get(id) ?? offer.available }]),
  );
}

function Frame({ baskets = [], children }: { baskets?: readonly Basket[]; children?: ReactNode }) {
  const words = useWords();
  const [only] = baskets;
  const single = baskets.length === 1 ? only : undefined;
  return (
    <>
      <a className="skip" href="#main">
        {w.skip}
      </a>
      <header className="buyer-top wide">
        <Link className="brand" href={single ? shopPath(single.sellerId) : "/s"}>
          <Mark />
          <b>{single ? single.sellerName : "Docket"}</b>
        </Link>
        <a className="button button-quiet" href="/my">
          <Icon name="user" />
          <span className="word">{words.myOrders}</span>
        </a>
        <ThemeSwitch label={words.theme} />
      </header>
      <div className="bar" />
      <main className="checkout wide" id="main">
        {children}
      </main>
    </>
  );
}

function Empty({ waited }: { waited: boolean }) {
  return (
    <Frame>
      <div className="checkout-form">
        <h1 className="out-of-sight" tabIndex={-1}>
          {w.title}
        </h1>
        <Blank icon="cart" title={waited ? w.elsewhere : w.empty}>
          <p className="quiet">{waited ? w.elsewhereHint : w.emptyHint}</p>
          <p className="button-row">
            <Link className="button button-primary" href="/s">
              {w.toShops}
            </Link>
          </p>
        </Blank>
      </div>
    </Frame>
  );
}

function Ghosts() {
  return (
    <div className="checkout-ghosts" aria-hidden="true">
      {[1, 2, 3, 4, 5].map((n) => (
        <span className="ghost" key={n} />
      ))}
    </div>
  );
}

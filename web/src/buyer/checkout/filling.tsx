/** The first step: the form, the price, and placing the order. */
import { useMemo, useState } from "react";
import { Problem } from "~/api/problem";
import { useLoaded } from "~/lib/loaded";
import { clock } from "~/lib/time";
import { type Challenge, sendCode } from "~/sign-in/codes";
import { type Basket, type Cart, itemsOf, setMethod } from "../cart/cart";
import { takeWhatThereIs } from "../cart/changes";
import { useQuotes } from "../cart/quotes";
import { cart } from "../cart/store";
import type { Method, QuoteRequest, Seller } from "../cart/types";
import type { Order } from "../order";
import { session } from "../session";
import { go } from "../shop/route";
import { type Placed, place, placed } from "./attempt";
import { unmended } from "./check";
import { likelyCountry } from "./countries";
import { type Details, details as kept, phoneOf, wishesOf } from "./details";
import { CheckoutForm } from "./form";
import { changeLine, readyStep } from "./later";
import { offersAt } from "./offers";
import type { Shortage } from "./refusal";
import { type Decided, type Faults, requestOf } from "./request";
import { type Part, quotedTotals, Summary } from "./summary";

interface Props {
  now: Cart;
  /** The stored details. */
  before: Details;
  sellers: ReadonlyMap<string, Seller>;
  waiting: Placed | null;
  signedIn: string | null;
  onLeave(orders: readonly Order[], baskets: Basket[]): void;
}

export function Filling({ now, before, sellers, waiting, signedIn, onLeave }: Props) {
  const [details, keepDetails] = useDetails(before, sellers, signedIn);
  const [faults, setFaults] = useState<Faults>({});
  const setDetails = (next: Details) => {
    setFaults((now) => unmended(now, details, next));
    keepDetails(next);
  };
  const [refusedShort, setRefusedShort] = useState<{ cart: Cart; short: readonly Shortage[] } | null>(null);
  const [challenge, setChallenge] = useState<Challenge | null>(null);
  const [resumes, setResumes] = useState(false);
  const [editing, setEditing] = useState<{ sellerId: string; lineId: string } | null>(null);
  const ChangeLine = useLoaded(changeLine, editing !== null);
  const step = useLoaded(readyStep, challenge !== null);
  // The cart is stored a little later, and a choice shows at once: a render in between must not revert it.
  const [chosen, setChosen] = useState<Record<string, Method>>({});

  const baskets = useMemo(
    () => now.baskets.map((basket) => decide(basket, sellers, chosen[basket.sellerId])),
    [now, sellers, chosen],
  );
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
    // The next step is loaded while the order is being placed.
    void readyStep().catch(() => {});
    const outcome = await place(session.client, request, decided);
    const [first] = outcome.orders;
    if (!first) return;
    if (outcome.expiresAt === undefined) return onLeave(outcome.orders, outcome.baskets);
    const phone = phoneOf(details);
    await placed.change(() => ({
      orders: outcome.orders,
      phone: outcome.earlier ? (first.customer?.phone ?? phone) : phone,
      expiresAt: outcome.expiresAt ?? "",
      sentAt: clock.now(),
      ahead: clock.ahead,
      baskets: outcome.baskets,
      earlier: outcome.earlier,
      said: quotedTotals(parts),
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
        return setChallenge(await sendCode(session, { phone: phoneOf(details) }));
      }
      if (error.code === "insufficient_stock") setRefusedShort({ cart: now, short: error.stockIssues });
      again();
      throw error;
    }
  };

  /** Every line at its present offer, with no more pieces than there are. */
  const take = () => {
    void cart.change((current) =>
      parts.reduce((left, { basket, offers }) => {
        const own = left.baskets.find(({ sellerId }) => sellerId === basket.sellerId);
        if (!own) return left;
        return takeWhatThereIs(left, basket.sellerId, own.lines, withShortages(offers, short));
      }, current),
    );
  };

  return (
    <>
      {challenge && step ? (
        <step.SignInFirst
          challenge={challenge}
          phone={phoneOf(details)}
          onSignedIn={() => {
            setChallenge(null);
            setResumes(true);
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
          resumes={resumes}
          onResumed={() => setResumes(false)}
          waiting={waiting && Date.parse(waiting.expiresAt) > clock.now() ? waiting : null}
          short={short}
          onDetails={setDetails}
          onFaults={setFaults}
          onTake={take}
          onMethod={(sellerId, method) => {
            setChosen((of) => ({ ...of, [sellerId]: method }));
            void cart.change((now) => setMethod(now, sellerId, method));
          }}
          onPlace={onPlace}
        />
      )}
      <Summary
        parts={parts}
        faults={faults}
        onChange={(sellerId, line) => setEditing({ sellerId, lineId: line.id })}
        onVouchers={(sellerId, vouchers) => {
          const wishes = { ...wishesOf(details, sellerId), vouchers };
          setDetails({ ...details, wishes: { ...details.wishes, [sellerId]: wishes } });
        }}
      />
      {editing && ChangeLine && <ChangeLine cart={now} {...editing} onClose={() => setEditing(null)} />}
    </>
  );
}

/** The details as they are typed: each change is stored at once. Changes of other tabs do not enter the form. */
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
  const keep = (next: Details) => {
    setDetails(next);
    void kept.change(() => next);
  };
  return [details, keep];
}

/** The basket with its fulfilment: the buyer's choice, or the seller's first method. */
function decide(
  basket: Basket,
  sellers: ReadonlyMap<string, Seller>,
  chosen: Method | undefined = basket.method,
): Basket {
  const methods = sellers.get(basket.sellerId)?.methods ?? [];
  if (chosen && methods.includes(chosen)) return { ...basket, method: chosen };
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

/** The present offer, with the stock that a refusal has reported. */
function withShortages(offers: Part["offers"], short: readonly Shortage[]): Part["offers"] {
  const left = new Map(short.map(({ productId, available }) => [productId, available]));
  return new Map(
    [...offers].map(([id, offer]) => [id, { ...offer, available: left.get(id) ?? offer.available }]),
  );
}

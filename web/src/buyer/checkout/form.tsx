/** The form of the checkout: everything on one page, and each value asked once. */
import { type FormEvent, useEffect, useRef, useState } from "react";
import { Problem } from "~/api/problem";
import { money } from "~/lib/money";
import { clock } from "~/lib/time";
import { useCountdown } from "~/lib/use-countdown";
import { Icon } from "~/ui/icon";
import { subtotal } from "../cart/cart";
import type { Method, Seller } from "../cart/types";
import { pausedUntil } from "../shop/hours";
import { go, Title } from "../shop/route";
import { Busy } from "../shop/seller";
import type { Placed } from "./attempt";
import { missing, refused } from "./check";
import { type Details, phoneOf, type Wishes, wishesOf } from "./details";
import { How } from "./how";
import { NoteField, Where, Who } from "./people";
import { Refusal, type Shortage, Shortages, waitsUntil } from "./refusal";
import type { Decided, Faults } from "./request";
import { type Part, quotedTotals } from "./summary";
import { w } from "./words";

interface Props {
  parts: readonly Part[];
  sellers: ReadonlyMap<string, Seller>;
  details: Details;
  faults: Faults;
  signedIn: string | null;
  /** An order that was placed before and still waits for its code. */
  waiting: Placed | null;
  short: readonly Shortage[];
  onDetails(details: Details): void;
  onFaults(faults: Faults): void;
  onTake(): void;
  onMethod(sellerId: string, method: Method): void;
  /** Places the orders. Throws `Problem`. */
  onPlace(baskets: Decided[]): Promise<void>;
  /** Whether the phone was just verified, so that the earlier request is sent again. */
  resumes: boolean;
  onResumed(): void;
}

export function CheckoutForm(props: Props) {
  const { parts, sellers, details, faults, signedIn, waiting, short } = props;
  const form = useRef<HTMLFormElement>(null);
  const sending = useRef(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [other, setOther] = useState<string[]>([]);
  const wait = useCountdown(problem?.status === 429 ? (problem.retryAfter ?? 5) : undefined, problem);
  const [turn, setTurn] = useState(0);

  // After the verification of the phone, the earlier request is sent again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the form is there again.
  useEffect(() => {
    if (!props.resumes) return;
    props.onResumed();
    form.current?.requestSubmit();
  }, []);

  // The focus goes to the refusal.
  useEffect(() => {
    if (turn > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [turn]);

  const decided = parts.flatMap(({ basket }) =>
    basket.method ? [{ ...basket, method: basket.method }] : [],
  );
  const several = parts.length > 1;
  const obstacle = obstacleOf(parts, sellers);
  const sellerIds = parts.map(({ basket }) => basket.sellerId);
  // Only the verified number needs no code.
  const proved = signedIn !== null && phoneOf(details) === signedIn;
  const denied = obstacle !== null || wait !== null;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (sending.current || denied || decided.length < parts.length) return;
    setProblem(null);
    const before = missing(details, decided, sellers, clock.now());
    props.onFaults(before);
    if (Object.keys(before).length > 0) return setTurn((now) => now + 1);
    sending.current = true;
    setBusy(true);
    try {
      await props.onPlace(decided);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const found = refused(error, sellerIds);
      props.onFaults(found.faults);
      setOther(found.other);
      setProblem(error.code === "insufficient_stock" ? null : error);
      setTurn((now) => now + 1);
    } finally {
      sending.current = false;
      setBusy(false);
    }
  };

  const setWishes = (sellerId: string) => (wishes: Wishes) =>
    props.onDetails({ ...details, wishes: { ...details.wishes, [sellerId]: wishes } });
  const firstZone = waiting?.zones[waiting.orders[0]?.sellerId ?? ""] ?? "UTC";

  return (
    <form
      className="checkout-form step-details"
      ref={form}
      noValidate
      onSubmit={(event) => void submit(event)}
    >
      <Title text={w.title} />
      {waiting && (
        <p className="notice notice-plum">
          <Icon name="unverified" />
          <span>{waitsUntil(waiting.expiresAt, firstZone)}</span>
          <button className="button" type="button" onClick={() => go("/checkout#code")}>
            {w.enterCode}
          </button>
        </p>
      )}
      {parts.map(({ basket, seller, wishes }) => {
        if (!seller) return null;
        return (
          <div className="checkout-seller" key={basket.sellerId}>
            <Busy seller={seller} />
            <How
              seller={seller}
              named={several}
              method={basket.method}
              wishes={wishes}
              faults={faults}
              onMethod={(method) => props.onMethod(basket.sellerId, method)}
              onWishes={setWishes(basket.sellerId)}
            />
          </div>
        );
      })}
      {decided.some(({ method }) => method !== "pickup") && (
        <Where details={details} faults={faults} onChange={props.onDetails} />
      )}
      <Who details={details} faults={faults} onChange={props.onDetails} proved={proved} />
      <div className="checkout-notes">
        {parts.map(({ basket }) => (
          <NoteField
            key={basket.sellerId}
            label={several ? w.noteTo(basket.sellerName) : w.note}
            value={wishesOf(details, basket.sellerId).note}
            problem={faults[`${basket.sellerId} note`]}
            onChange={(note) => setWishes(basket.sellerId)({ ...wishesOf(details, basket.sellerId), note })}
          />
        ))}
      </div>
      <div className="place">
        {short.length > 0 && <Shortages short={short} onTake={props.onTake} />}
        {problem && <Refusal problem={problem} other={other} sellers={[...sellers.values()]} wait={wait} />}
        {obstacle && (
          <p className="problem" id="obstacle">
            <Icon name="lock" size={16} />
            {obstacle}
          </p>
        )}
        <button
          className="button button-primary button-large"
          type="submit"
          aria-busy={busy}
          aria-disabled={denied || undefined}
          aria-describedby={obstacle ? "obstacle" : undefined}
        >
          {busy ? w.placing : label(parts)}
        </button>
        <p className="hint">
          {proved ? w.nextDone : w.next} {w.pay}
        </p>
      </div>
    </form>
  );
}

/** `Place the order, $44.20`, if the total has one currency. */
function label(parts: readonly Part[]): string {
  const totals = quotedTotals(parts);
  const [only] = totals;
  return only && totals.length === 1 ? w.place(money(only.amount, only.currency)) : w.placeNow;
}

/** The reason for which no order can be placed now, whatever the form contains. */
function obstacleOf(parts: readonly Part[], sellers: ReadonlyMap<string, Seller>): string | null {
  for (const { basket, quoted } of parts) {
    const seller = sellers.get(basket.sellerId);
    if (!seller) continue;
    if (pausedUntil(seller, clock.now()) !== null) return w.pausedNow(seller.name);
    if (seller.methods.length === 0) return w.noMethod;
    const least = seller.minimumOrder ?? 0;
    const now = quoted.quote && quoted.current ? quoted.quote.subtotal : subtotal(basket.lines);
    if (now < least) return w.minimum(seller.name, money(least - now, seller.currency));
  }
  return null;
}

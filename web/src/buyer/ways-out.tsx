/** A buyer's ways out of refusals: the table of all codes, and the button or link for each. */
import type { Problem, ProblemCode } from "~/api/problem";
import { type WayOut, wayOut } from "~/api/way-out";
import type { BuyerWords } from "~/words/en/buyer";
import type { CheckoutWords } from "~/words/en/checkout";

/** Codes whose way out differs for buyers: they verify their number, and they can call. */
export const BUYER_WAYS: Readonly<Partial<Record<ProblemCode, WayOut>>> = {
  order_not_cancellable: "call",
  payment_not_possible: "call",
  payments_off: "call",
  phone_verification_required: "signIn",
  seller_paused: "wait",
  unknown_product: "readAgain",
};

export const buyerWay = (problem: Problem): WayOut => wayOut(BUYER_WAYS, problem);

interface Props {
  problem: Problem;
  words: Pick<CheckoutWords, "readAgain" | "callShop" | "shops"> & Pick<BuyerWords, "myOrders">;
  /** The phone to call, where that is known. */
  seller?: { name: string; phone?: string | null } | undefined;
  /** Reads the page's data again; without it, the page has a button of its own. */
  onRead?: (() => void) | undefined;
}

/** Nothing where the page's own button is the way out: the values are changed, and sent again. */
export function Way({ problem, words, seller, onRead }: Props) {
  const link = (href: string, label: string) => (
    <a className="button" href={href}>
      {label}
    </a>
  );
  switch (buyerWay(problem)) {
    case "signIn":
      return link("/my", words.myOrders);
    case "call":
      return seller?.phone ? link(`tel:${seller.phone}`, words.callShop(seller.name)) : null;
    case "readAgain":
      return onRead ? (
        <button className="button" type="button" onClick={onRead}>
          {words.readAgain}
        </button>
      ) : null;
    case "none":
      return link("/", words.shops);
    case "change":
    case "sendAgain":
    case "wait":
      return null;
  }
}

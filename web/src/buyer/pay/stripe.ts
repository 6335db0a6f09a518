/**
 * The part of Stripe.js that the page uses, and its loading. Stripe requires that its script comes from Stripe; no other
 * page loads it. See https://docs.stripe.com/js and https://docs.stripe.com/payments/accept-a-payment.
 */

/** The release that belongs to the API version of the back end (`API_VERSION`). */
const SCRIPT = "https://js.stripe.com/endive/stripe.js";

export interface StripeError {
  type: string;
  code?: string;
  message?: string;
}

export interface PaymentElement {
  mount(place: HTMLElement): void;
  on(event: "ready" | "loaderror", listener: () => void): void;
  destroy(): void;
}

export interface Elements {
  create(kind: "payment"): PaymentElement;
}

export interface Stripe {
  elements(options: { clientSecret: string; locale: string; appearance: object }): Elements;
  confirmPayment(options: {
    elements: Elements;
    confirmParams: { return_url: string };
    redirect: "if_required";
  }): Promise<{ error?: StripeError }>;
}

type MakeStripe = (key: string, options?: { stripeAccount: string }) => Stripe;

let loading: Promise<void> | null = null;

/** Stripe for a deployment's key, and for a seller's own account. Throws when the script cannot be loaded. */
export async function loadStripe(key: string, account: string | null): Promise<Stripe> {
  loading ??= new Promise<void>((loaded, failed) => {
    const script = document.createElement("script");
    script.src = SCRIPT;
    script.onload = () => loaded();
    script.onerror = () => {
      script.remove();
      loading = null;
      failed(new Error("The payment provider's script did not come."));
    };
    document.head.append(script);
  });
  await loading;
  const { Stripe: make } = window as unknown as { Stripe: MakeStripe };
  return account === null ? make(key) : make(key, { stripeAccount: account });
}

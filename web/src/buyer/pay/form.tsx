/** Stripe's Payment Element, and confirming with it. */
import { useEffect, useRef, useState } from "react";
import { money } from "~/lib/money";
import { Icon } from "~/ui/icon";
import { w } from "~/words/pay";
import type { Intent } from "./intent";
import { type Elements, loadStripe, type Stripe, type StripeError } from "./stripe";

interface Props {
  intent: Intent;
  /** Called once it is paid. */
  after: string;
  /** Reads the payment again: it may have been made elsewhere. */
  onAgain: () => void;
}

type State = "loading" | "ready" | "busy" | "failed";

export function Form({ intent, after, onAgain }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const made = useRef<{ stripe: Stripe; elements: Elements } | null>(null);
  const [state, setState] = useState<State>("loading");
  const [fault, setFault] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  const { clientSecret, publishableKey, account } = intent;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another turn loads what did not come.
  useEffect(() => {
    let gone = false;
    let end = () => {};
    const failed = () => !gone && setState("failed");
    setState("loading");
    loadStripe(publishableKey, account)
      .then((stripe) => {
        if (gone || place.current === null) return;
        const elements = stripe.elements({
          clientSecret,
          locale: document.documentElement.lang,
          appearance: appearance(),
        });
        const element = elements.create("payment");
        element.on("ready", () => !gone && setState("ready"));
        element.on("loaderror", failed);
        element.mount(place.current);
        made.current = { stripe, elements };
        end = () => element.destroy();
      })
      .catch(failed);
    return () => {
      gone = true;
      end();
    };
  }, [clientSecret, publishableKey, account, turn]);

  const submit = async () => {
    if (state !== "ready" || made.current === null) return;
    setState("busy");
    setFault(null);
    const { stripe, elements } = made.current;
    const { error } = await stripe.confirmPayment({
      elements,
      confirmParams: { return_url: new URL(after, location.href).href },
      // A card without a redirect returns here, so that no address contains the secret.
      redirect: "if_required",
    });
    if (error === undefined) return location.replace(after);
    // Paid or cancelled in another tab, or the amount has changed.
    if (error.code === "payment_intent_unexpected_state") onAgain();
    setFault(faultText(error));
    setState("ready");
  };

  return (
    <form
      className="pay-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <div ref={place} className="pay-element" aria-busy={state === "loading"}>
        {state === "loading" && <span className="ghost ghost-block" />}
      </div>
      {state === "failed" && (
        <p className="notice notice-brick" role="alert">
          <Icon name="warning" className="is-bad" />
          <span>
            {w.noForm}{" "}
            <button className="link" type="button" onClick={() => setTurn(turn + 1)}>
              {w.tryAgain}
            </button>
          </span>
        </p>
      )}
      {fault !== null && (
        <p className="problem" role="alert">
          <Icon name="warning" size={16} />
          <span>{fault}</span>
        </p>
      )}
      <button
        className="button button-primary button-large"
        type="submit"
        aria-busy={state === "busy"}
        aria-disabled={state !== "ready"}
      >
        <Icon name="lock" />
        {w.pay(money(intent.amount, intent.currency))}
      </button>
    </form>
  );
}

/** Stripe's messages for payers are in the payer's language; other errors are not meant for them. */
const faultText = ({ type, message }: StripeError): string =>
  (type === "card_error" || type === "validation_error") && message ? message : w.notPaid;

/** The form's appearance in the colours of the page. The page's fonts are not available in the provider's frame. */
function appearance(): object {
  const style = getComputedStyle(document.body);
  const probe = (name: string) => {
    const dark = document.documentElement.dataset.theme
      ? document.documentElement.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    const value = style.getPropertyValue(`--${name}`).trim();
    const [, light, night] = /^light-dark\(\s*(#\w+)\s*,\s*(#\w+)\s*\)$/.exec(value) ?? [];
    return (dark ? night : light) ?? value;
  };
  return {
    theme: "flat",
    variables: {
      colorPrimary: probe("spruce"),
      colorBackground: probe("card"),
      colorText: probe("ink"),
      colorTextSecondary: probe("ink-2"),
      colorDanger: probe("brick"),
      borderRadius: "3px",
      fontSizeBase: "17px",
    },
    rules: { ".Input": { border: `1px solid ${probe("edge")}` } },
  };
}

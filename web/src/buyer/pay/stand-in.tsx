/** For the local program's stand-in payment provider: the link to its own page with test cards. */
import { money } from "~/lib/money";
import { Icon } from "~/ui/icon";
import { w } from "~/words/pay";
import type { Intent } from "./intent";

/** The local program's key. Stripe's keys are longer, so that no deployment has it by accident. */
const KEY = "pk_test_docket";

export const isStandIn = ({ publishableKey }: Intent) => publishableKey === KEY;

/** The secret is in the fragment, which browsers send to no server. */
export function standInPath({ clientSecret }: Intent, after: string): string {
  const [id = ""] = clientSecret.split("_secret_");
  const given = new URLSearchParams({ client_secret: clientSecret, back: after });
  return `/_local/pay/${encodeURIComponent(id)}#${given}`;
}

export function StandIn({ intent, after }: { intent: Intent; after: string }) {
  return (
    <>
      <p className="notice notice-sky small">
        <Icon name="info" />
        <span>{w.local}</span>
      </p>
      <a className="button button-primary button-large" href={standInPath(intent, after)}>
        <Icon name="card" />
        {w.pay(money(intent.amount, intent.currency))}
      </a>
    </>
  );
}

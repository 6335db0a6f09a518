/** A placed order that waits for its code: the code replaces the form until the hold ends. */
import { Client } from "~/api/client";
import { Problem } from "~/api/problem";
import { money } from "~/lib/money";
import { buyerTime, clock, countdown, otherZone, zoneName } from "~/lib/time";
import { useSeconds } from "~/lib/use-seconds";
import { Icon } from "~/ui/icon";
import { Blank } from "../blank";
import { useWords } from "../cart/words";
import { session } from "../session";
import { go, Title } from "../shop/route";
import { type Placed, placed, settle } from "./attempt";
import { CodeBox } from "./code";
import { PlacedSummary } from "./placed-summary";
import { Settled } from "./settled";
import { totalsOf } from "./totals";
import { code as c } from "./words";

interface Props {
  waiting: Placed;
  onConfirmed(): void;
}

export function Waiting({ waiting, onConfirmed }: Props) {
  const words = useWords();
  const left = Date.parse(waiting.expiresAt) - useSeconds(clock.now);
  const [first] = waiting.orders;
  if (!first || left <= 0) return <Lapsed />;

  const confirm = async (code: string) => {
    try {
      const { accessToken } = await new Client().ask("post", "/api/orders/{id}/verification", {
        path: { id: first.id },
        headers: session.headers,
        body: { code, session: "cookie" },
      });
      session.start(accessToken);
      onConfirmed();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      // Confirmed in another tab, or by an attempt whose answer was lost.
      if (error.code === "already_verified") return onConfirmed();
      if (error.code !== "verification_expired" && error.status !== 404) throw error;
      await placed.change((it) => it && { ...it, expiresAt: new Date(0).toISOString() });
    }
  };

  const again = async () => {
    const request = { path: { id: first.id } };
    const { verification } = await new Client().ask("post", "/api/orders/{id}/verification/resend", request);
    await placed.change(
      (it) => it && { ...it, sentAt: clock.now(), expiresAt: verification.expiresAt ?? it.expiresAt },
    );
  };

  const zone = waiting.zones[first.sellerId] ?? "UTC";
  const [until, then] = c.held;
  const end = buyerTime(waiting.expiresAt, zone);
  return (
    <>
      <div className="checkout-form step-code">
        <Title text={c.oneStep} />
        <Surprise waiting={waiting} />
        <CodeBox
          phone={waiting.phone}
          sentAt={waiting.sentAt - clock.ahead}
          action={c.confirm}
          onCode={confirm}
          onAgain={again}
          onOtherNumber={() => go("/checkout")}
        >
          <div className="hold">
            <b className="mono" role="timer" aria-label={c.holdLabel}>
              {countdown(left)}
            </b>
            <span>
              {until} <b className="nowrap">{otherZone(zone) ? words.yourTime(end, zoneName(zone)) : end}</b>
              {then}
            </span>
          </div>
        </CodeBox>
        <Settled orders={waiting.orders} zones={waiting.zones} />
      </div>
      <PlacedSummary orders={waiting.orders} />
    </>
  );
}

/** Says that the placed order differs from what the page had shown. */
function Surprise({ waiting: { earlier, said, orders } }: { waiting: Placed }) {
  const changed = totalsOf(orders).flatMap(({ currency, amount }) => {
    const was = said.find((one) => one.currency === currency);
    return was && was.amount !== amount ? [{ currency, amount, was: was.amount }] : [];
  });
  const text = earlier
    ? c.earlier
    : changed
        .map(({ currency, amount, was }) => c.newTotal(money(amount, currency), money(was, currency)))
        .join(" ");
  if (!text) return null;
  return (
    <p className="notice notice-amber" role="status">
      <Icon name="warning" className="is-soon" />
      <span>{text}</span>
    </p>
  );
}

function Lapsed() {
  const back = () => void settle("lapsed").then(() => go("/checkout", "replace"));
  return (
    <div className="checkout-form">
      <Blank icon="late" title={c.lapsed} bad whole>
        <p>{c.lapsedHint}</p>
        <p className="button-row">
          <button className="button button-primary" type="button" onClick={back}>
            {c.backToCart}
          </button>
        </p>
      </Blank>
    </div>
  );
}

/** The code of an unverified order, with the time that its hold has left. */
import { Client } from "~/api/client";
import { buyerTime, clock, countdown } from "~/lib/time";
import { useSeconds } from "~/lib/use-seconds";
import { w as signIn } from "~/words/buyer-sign-in";
import { later as w } from "~/words/track-later";
import { CodeBox } from "../sign-in/code-box";
import "../sign-in/sign-in.css";
import { session } from "../session";
import { orderId } from "./order-id";

interface Props {
  /** Until when the order is held, where that is known. */
  until?: string | undefined;
  zone?: string;
  onDone: () => void;
}

export function Confirm({ until, zone, onDone }: Props) {
  const path = { id: orderId };
  const give = async (code: string) => {
    const { accessToken } = await new Client().ask("post", "/api/orders/{id}/verification", {
      path,
      headers: session.headers,
      body: { code, session: "cookie" },
    });
    session.start(accessToken);
    onDone();
  };
  const again = async () => {
    await new Client().ask("post", "/api/orders/{id}/verification/resend", { path });
  };
  return (
    <CodeBox title={w.codeTitle} lead={w.codeLead} button={w.confirm} onCode={give} onAgain={again}>
      {until !== undefined && zone !== undefined && <Hold until={until} zone={zone} onOver={onDone} />}
    </CodeBox>
  );
}

function Hold({ until, zone, onOver }: { until: string; zone: string; onOver: () => void }) {
  const left = Date.parse(until) - useSeconds(clock.now);
  const [before, time, after] = signIn.held(buyerTime(until, zone));
  return (
    <div className="hold">
      <b className="mono" aria-hidden="true">
        {countdown(left)}
      </b>
      <span>
        {left > 0 ? (
          <>
            {before}
            <b className="nowrap">{time}</b>
            {after}
          </>
        ) : (
          <>
            {w.lapsed}{" "}
            <button className="link" type="button" onClick={onOver}>
              {signIn.look}
            </button>
          </>
        )}
      </span>
    </div>
  );
}

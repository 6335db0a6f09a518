/** An offer of push messages about the order, unless they are on or were declined. */
import { useState } from "react";
import { usePush } from "~/push/use-push";
import { Icon } from "~/ui/icon";
import { w } from "~/words/push";
import { isFinal } from "../phases";
import { push } from "../push";
import type { Tracking } from "./types";

const KEY = "docket-push-offer";

export function Offer({ tracking }: { tracking: Tracking }) {
  const { state, busy, fault, change } = usePush(push);
  const [declined, setDeclined] = useState(wasDeclined);
  const [asked, setAsked] = useState(false);
  const decline = () => {
    keepDeclined();
    setDeclined(true);
  };
  const accept = () => {
    setAsked(true);
    void change("turnOn");
  };
  if (declined || isFinal(tracking.order.phase)) return null;
  // Shows the result only after the person's own action; others know their setting.
  if (state !== "off")
    return asked && state !== null ? (
      <p className="track-offer" role="status">
        <Icon name={state === "on" ? "check" : "info"} className={state === "on" ? "is-good" : ""} />
        <span>
          {state === "on" ? w.offered : w.state[state]}{" "}
          {state === "on" && <a href="/my/messages">{w.choose}</a>}
        </span>
      </p>
    ) : null;
  return (
    <div className="track-offer">
      <Icon name="bell" />
      <span>
        <button className="link" type="button" aria-busy={busy} onClick={accept}>
          {w.offer}
        </button>
        {fault !== null && (
          <span className="problem" role="alert">
            {fault}
          </span>
        )}
      </span>
      <button
        className="button button-quiet button-icon"
        type="button"
        aria-label={w.noOffer}
        title={w.noOffer}
        onClick={decline}
      >
        <Icon name="cross" size={16} />
      </button>
    </div>
  );
}

function wasDeclined(): boolean {
  try {
    return localStorage.getItem(KEY) === "declined";
  } catch {
    return false;
  }
}

function keepDeclined(): void {
  try {
    localStorage.setItem(KEY, "declined");
  } catch {
    // Then it is offered again.
  }
}

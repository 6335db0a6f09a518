/** Whether push messages reach this browser, and the button for it. */
import "./this-browser.css";
import { useId, useRef } from "react";
import { Icon } from "~/ui/icon";
import { w } from "~/words/push";
import type { Push } from "./subscription";
import { usePush } from "./use-push";

interface Props {
  push: Push;
  /** Called after it was turned on or off. */
  onChanged: () => void;
}

export function ThisBrowser({ push, onChanged }: Props) {
  const { state, busy, fault, look, change } = usePush(push);
  const id = useId();
  const text = useRef<HTMLParagraphElement>(null);
  const press = async () => {
    if (state === null) return look();
    const now = await change(state === "on" ? "turnOff" : "turnOn");
    if (now === "on" || now === "off") onChanged();
    // The pressed button is removed.
    else if (now !== null) text.current?.focus();
  };
  const button =
    state === "on"
      ? w.turnOff
      : state === "off"
        ? w.turnOn
        : state === null && fault !== null
          ? w.again
          : null;
  return (
    <section className="this-browser" aria-labelledby={`${id}-name`}>
      <div>
        <h3 id={`${id}-name`}>
          {w.browser}
          {state === "on" && <Icon name="check" size={16} className="is-good" />}
        </h3>
        <p ref={text} className="quiet" id={`${id}-state`} role="status" tabIndex={-1}>
          {state === null ? (fault === null ? w.looking : "") : w.state[state]}
        </p>
        {fault !== null && (
          <p className="problem" role="alert">
            <Icon name="warning" size={16} />
            <span>{fault}</span>
          </p>
        )}
      </div>
      {button !== null && (
        <button
          className="button"
          type="button"
          aria-describedby={`${id}-name ${id}-state`}
          aria-busy={busy}
          onClick={() => void press()}
        >
          {button}
        </button>
      )}
    </section>
  );
}

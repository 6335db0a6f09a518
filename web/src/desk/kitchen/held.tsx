/** Replaces a ticket's buttons while its change can be undone, and while it is sent. */

import { useEffect, useRef } from "react";
import { Icon } from "~/ui/icon";
import { useLeft } from "~/ui/undo";
import { w as aw } from "~/words/actions";
import { w } from "~/words/kitchen";
import { type Pending, undo } from "../actions";
import { useSingleKeys } from "../shell/switches";

export function Held({ held, newest }: { held: Pending; newest: boolean }) {
  const seconds = Math.ceil(useLeft(held.delay) / 1_000);
  const keys = useSingleKeys();
  const { row } = held.change;
  const box = useRef<HTMLDivElement>(null);
  // The pressed button is removed: the focus goes to its ticket.
  useEffect(() => {
    if (document.activeElement === document.body)
      box.current?.closest<HTMLElement>("article")?.focus({ preventScroll: true });
  }, []);
  return (
    <div className="cook-held" ref={box}>
      {/* The page announces the change once; announcing each second would interrupt everything else. */}
      <p aria-hidden="true">{aw.undo.told(row.customer.name, seconds)}</p>
      <button
        className="button cook-button"
        type="button"
        // A person who comes here by keyboard pauses the countdown.
        onFocus={({ currentTarget }) => currentTarget.matches(":focus-visible") && held.delay.stop()}
        onBlur={() => held.delay.run()}
        onClick={() => undo(row.id)}
      >
        <Icon name="undo" />
        {aw.undo.button}
        {keys && newest && <kbd>u</kbd>}
      </button>
    </div>
  );
}

export function Saving() {
  return (
    <button className="button cook-button" type="button" aria-busy="true">
      <Icon name="check" />
      {w.saving}
    </button>
  );
}

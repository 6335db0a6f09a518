/** In place of a ticket's buttons while its step can still be undone, and while it is sent. */

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
  // The button that was pressed is gone: the focus stays with its ticket.
  useEffect(() => {
    if (document.activeElement === document.body)
      box.current?.closest<HTMLElement>("article")?.focus({ preventScroll: true });
  }, []);
  return (
    <div className="cook-held" ref={box}>
      {/* The page tells once what goes out; counting aloud would interrupt everything else. */}
      <p aria-hidden="true">{aw.undo.told(row.customer.name, seconds)}</p>
      <button
        className="button cook-button"
        type="button"
        // Whoever comes here by the keyboard has all the time there is.
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

/** In place of a ticket's buttons while its step can still be undone, and while it is sent. */

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
  return (
    <div className="cook-held">
      {/* The page tells once what goes out; counting aloud would interrupt everything else. */}
      <p aria-hidden="true">{aw.undo.told(row.customer.name, seconds)}</p>
      <button className="button cook-button" type="button" onClick={() => undo(row.id)}>
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

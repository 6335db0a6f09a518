/** A notice that the browser mutes the bell, with a button that allows it. */
import { Icon } from "~/ui/icon";
import { w } from "~/words/orders";
import { allowSound, useMuted } from "./sound";

export function Muted() {
  if (!useMuted()) return null;
  return (
    <div className="notice notice-amber">
      <Icon name="muted" className="is-soon" />
      <span>
        <b>{w.muted}</b> {w.mutedHint}
      </span>
      <button className="button" type="button" onClick={() => void allowSound()}>
        <Icon name="sound" />
        {w.allowSound}
      </button>
    </div>
  );
}

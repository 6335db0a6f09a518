/** Somebody else was faster: what is shown now is theirs, and can be changed again. */
import { Icon } from "~/ui/icon";
import { w } from "~/words/dispatch";

export function Changed({ number, again }: { number: string; again: () => void }) {
  return (
    <div className="notice notice-amber" role="alert">
      <Icon name="warning" className="is-soon" />
      <span>{w.conflict(number)}</span>
      <button className="button" type="button" onClick={again}>
        {w.again}
      </button>
    </div>
  );
}

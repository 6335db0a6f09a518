/** A move between batches of which only the removal succeeded, with its ways out. */
import { Icon } from "~/ui/icon";
import { w } from "~/words/dispatch";
import { shortNumber, tailOf } from "./places";
import type { Moves } from "./use-moves";

export function HalfMoved({ moves: { half, finish } }: { moves: Moves }) {
  if (half === null) return null;
  const from = shortNumber(half.from.batchNumber);
  return (
    <div className="notice notice-brick trouble" role="alert">
      <Icon name="warning" className="is-bad" />
      <span>
        {w.half(tailOf(half.order), from, shortNumber(half.to.batchNumber))} {half.why}
      </span>
      <span className="button-row">
        <button className="button" type="button" onClick={() => void finish("to")}>
          {w.tryAgain}
        </button>
        <button className="button" type="button" onClick={() => void finish("from")}>
          {w.putBack(from)}
        </button>
      </span>
    </div>
  );
}

/** A change in proportion to what was before. Large ones have a colour, and always a sign. */
import { w } from "~/words/reports";
import { change } from "./figures";
import { signedPercent } from "./format";

/** From which share on a change is worth a look. */
const LARGE = 0.2;

export function Change({ now, before }: { now: number; before: number }) {
  const share = change(now, before);
  if (share === null) return <span className="quiet">{w.figures.none}</span>;
  const look = share >= LARGE ? "is-good strong" : share <= -LARGE ? "is-bad strong" : "quiet";
  return <span className={look}>{signedPercent(share)}</span>;
}

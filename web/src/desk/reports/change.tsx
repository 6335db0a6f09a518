/** A relative change against the days before. Large ones have a colour, and all have a sign. */
import { w } from "~/words/reports";
import { change } from "./figures";
import { signedPercent } from "./format";

/** From this share on, a change is large. */
const LARGE = 0.2;

export function Change({ now, before }: { now: number; before: number }) {
  const share = change(now, before);
  if (share === null) return <span className="quiet">{w.figures.none}</span>;
  const look = share >= LARGE ? "is-good strong" : share <= -LARGE ? "is-bad strong" : "quiet";
  return <span className={look}>{signedPercent(share)}</span>;
}

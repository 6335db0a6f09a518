/** A long list, a hundred entries at first; the button for more keeps the focus. */
import { type ReactNode, useState } from "react";
import { w } from "~/words/products-csv";

const STEP = 100;

export function More<T>({
  all,
  children,
}: {
  all: readonly T[];
  children: (shown: readonly T[]) => ReactNode;
}) {
  const [most, setMost] = useState(STEP);
  const left = all.length - most;
  return (
    <>
      {children(all.slice(0, most))}
      {left > 0 && (
        <p className="button-row">
          <button className="button" type="button" onClick={() => setMost(most + STEP)}>
            {w.plan.more(Math.min(STEP, left))}
          </button>
          <span className="small quiet">{w.plan.of(most, all.length)}</span>
        </p>
      )}
    </>
  );
}

/** A page that could not be read: why, and asking again, when that may help. */
import { useEffect } from "react";
import type { Problem } from "~/api/problem";
import { countdown } from "~/lib/time";
import { useSeconds } from "~/lib/use-seconds";
import { Icon } from "~/ui/icon";
import { b } from "~/words/buyer";

export function Failed({ problem, onAgain }: { problem: Problem; onAgain: () => void }) {
  const offline = problem.status === 0;
  return (
    <div className="blank" role="alert">
      <Icon name={offline ? "offline" : "warning"} className="icon-28 is-bad" />
      <h2>{offline ? b.offline : b.failed}</h2>
      <p>{offline ? b.offlineHint : problem.message}</p>
      {problem.requestId && (
        <p className="small quiet">
          {b.request} <span className="mono">{problem.requestId}</span>
        </p>
      )}
      <p className="button-row">
        <button className="button" type="button" onClick={onAgain}>
          <Icon name="reload" />
          {b.tryAgain}
        </button>
        {problem.retryAfter !== undefined && <Wait seconds={problem.retryAfter} onOver={onAgain} />}
      </p>
    </div>
  );
}

/** Counts down what the server asked to wait, and then asks by itself. */
function Wait({ seconds, onOver }: { seconds: number; onOver: () => void }) {
  const began = useSeconds(Date.now, false);
  const now = useSeconds(Date.now);
  const left = began + seconds * 1_000 - now;
  const over = left <= 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks once, when the time is over.
  useEffect(() => {
    if (over) onOver();
  }, [over]);
  return over ? null : <span className="small quiet">{b.byItself(countdown(left))}</span>;
}

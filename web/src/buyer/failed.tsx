/** A failed read: the reason, and another attempt, by a button and automatically. */
import type { Problem } from "~/api/problem";
import { countdown } from "~/lib/time";
import { useCountdown } from "~/lib/use-countdown";
import { Icon } from "~/ui/icon";
import type { BuyerWords } from "~/words/en/buyer";
import { Blank } from "./blank";

/** Seconds until the next attempt, where the server does not say how many. */
const USUAL = 15;

interface Props {
  problem: Problem;
  words: BuyerWords;
  /** What could not be read. */
  title?: string;
  /** Whether it replaces the whole page. */
  whole?: boolean;
  onAgain(): void;
  /** Seconds until the caller's own next attempt. */
  next?: number;
}

export function Failed({ problem, words, title, whole, onAgain, next }: Props) {
  const offline = problem.status === 0;
  const wait = problem.passing ? (next ?? problem.retryAfter ?? USUAL) : undefined;
  const left = useCountdown(wait, problem, next === undefined ? onAgain : undefined);
  return (
    <Blank
      icon={offline ? "offline" : "warning"}
      title={title ?? (offline ? words.offline : words.failed)}
      bad
      whole={whole}
    >
      <p>{offline ? words.offlineHint : problem.message}</p>
      {problem.requestId && (
        <p className="small quiet">
          {words.request} <span className="mono">{problem.requestId}</span>
        </p>
      )}
      <p className="button-row">
        <button className="button" type="button" onClick={onAgain}>
          <Icon name="reload" />
          {words.tryAgain}
        </button>
        {left !== null && <span className="small quiet">{words.byItself(countdown(left * 1_000))}</span>}
      </p>
    </Blank>
  );
}

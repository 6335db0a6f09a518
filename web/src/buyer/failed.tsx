/** What could not be read: why, and asking again, by a button and by itself. */
import type { Problem } from "~/api/problem";
import { countdown } from "~/lib/time";
import { useCountdown } from "~/lib/use-countdown";
import { Icon } from "~/ui/icon";
import type { BuyerWords } from "~/words/en/buyer";
import { Blank } from "./blank";

/** Seconds until it is asked again, where the server does not say how many. */
const USUAL = 15;

interface Props {
  problem: Problem;
  words: BuyerWords;
  /** What it is that could not be read. */
  title?: string;
  /** Whether it stands for the whole page. */
  whole?: boolean;
  onAgain(): void;
  /** Seconds until it is asked again anyway, by whoever has asked. */
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

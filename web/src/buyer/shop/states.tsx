/** What the page shows instead of what it is for: not there yet, failed, gone, empty. */
import { type ReactNode, useEffect, useState } from "react";
import type { Problem } from "~/api/problem";
import { useLate } from "~/lib/loaded";
import { countdown } from "~/lib/time";
import { Icon, type IconName } from "~/ui/icon";
import { useWords } from "../cart/words";

interface BlankProps {
  icon: IconName;
  title: string;
  children?: ReactNode;
  bad?: boolean;
  /** Whether it stands for the whole page, and its title is the page's. */
  whole?: boolean | undefined;
}

export function Blank({ icon, title, children, bad, whole }: BlankProps) {
  const Heading = whole ? "h1" : "h2";
  return (
    <div className="blank" role={bad ? "alert" : undefined}>
      <span className={bad ? "blank-icon is-bad" : "blank-icon quiet"}>
        <Icon name={icon} />
      </span>
      <Heading>{title}</Heading>
      {children}
    </div>
  );
}

interface FailedProps {
  title: string;
  problem: Problem;
  again(): void;
  /** Whether the page has a title of its own. */
  titled?: boolean;
}

/** The server's sentence, its request id, and a way on that also comes by itself. */
export function Failed({ title, problem, again, titled }: FailedProps) {
  const words = useWords();
  const left = useCountdown(problem.passing ? (problem.retryAfter ?? 15) : undefined, problem, again);
  return (
    <Blank icon={problem.status === 0 ? "offline" : "warning"} title={title} bad whole={!titled}>
      <p>{problem.message}</p>
      {problem.requestId && (
        <p className="small quiet">
          {problem.status} <span className="mono">{problem.code}</span>, {words.request}{" "}
          <span className="mono">{problem.requestId}</span>
        </p>
      )}
      <p className="button-row">
        <button className="button button-primary" type="button" onClick={again}>
          <Icon name="reload" />
          {words.tryAgain}
        </button>
        {left !== null && <span className="quiet small">{words.byItself(countdown(left * 1_000))}</span>}
      </p>
    </Blank>
  );
}

/** Seconds left, once a second, and then `done`; null without an end. */
export function useCountdown(seconds: number | undefined, since: unknown, done?: () => void): number | null {
  const [left, setLeft] = useState<number | null>(seconds ?? null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it begins again with each `since`.
  useEffect(() => {
    if (seconds === undefined) return setLeft(null);
    const end = Date.now() + seconds * 1000;
    const tick = () => {
      const now = Math.max(0, Math.ceil((end - Date.now()) / 1000));
      setLeft(now);
      if (now > 0) return;
      clearInterval(timer);
      setLeft(null);
      done?.();
    };
    const timer = setInterval(tick, 500);
    setLeft(seconds);
    return () => clearInterval(timer);
  }, [seconds, since]);
  return left;
}

/** Shows what will be there only when it takes a while. */
export function AfterAWhile({ children }: { children: ReactNode }) {
  return useLate() ? children : null;
}

/** Whether the browser has a network. */
export function useOnline(): boolean {
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const look = () => setOnline(navigator.onLine);
    addEventListener("online", look);
    addEventListener("offline", look);
    return () => {
      removeEventListener("online", look);
      removeEventListener("offline", look);
    };
  }, []);
  return online;
}

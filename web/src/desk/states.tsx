/** Messages in place of a part of a page: while it is read, when it is empty, and when reading failed. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Problem } from "~/api/problem";
import { deskWay } from "~/api/ways-out";
import { useLate } from "~/lib/loaded";
import { countdown } from "~/lib/time";
import { useCountdown } from "~/lib/use-countdown";
import { Icon, type IconName } from "~/ui/icon";
import { w } from "~/words/desk";

export function Blank({ icon, title, children }: { icon: IconName; title: string; children?: ReactNode }) {
  return (
    <div className="blank blank-list">
      <Icon name={icon} className="icon-28" />
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/** Placeholder rows; nothing for the first moment, so that a fast response does not flicker. */
export function LoadingRows() {
  const late = useLate();
  return (
    <div role="status" aria-label={w.read.loading} className="loading">
      {late && (
        <div className="row-ghosts" aria-hidden="true">
          {Array.from({ length: 12 }, (_, at) => at).map((at) => (
            <div key={at}>
              <span className="ghost ghost-short" />
              <span className="ghost ghost-line" />
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

/** Seconds until the next attempt, where the server says none. */
const AGAIN = 15;

/** Before the first read has succeeded: its error, or placeholder rows. */
export function Unread(props: {
  read: { error: Error | null; refetch: () => Promise<unknown> };
  title?: string;
  forbidden?: string;
}) {
  const { read, ...words } = props;
  if (read.error === null) return <LoadingRows />;
  return <ReadFailed error={read.error} again={() => void read.refetch()} {...words} />;
}

/** The server's sentence, its request id, and a way out. After temporary failures it tries again automatically. */
export function ReadFailed({
  error,
  again,
  title = w.read.title,
  forbidden = w.read.forbidden,
}: {
  error: Error;
  again: () => void;
  title?: string;
  forbidden?: string;
}) {
  const problem = error instanceof Problem ? error : null;
  const passing = problem?.passing ?? false;
  const left = useCountdown(passing ? (problem?.retryAfter ?? AGAIN) : undefined, error, again);
  const denied = problem?.status === 403 || problem?.status === 404;
  return (
    <div className="blank blank-list blank-error" role="alert">
      <Icon name={denied ? "lock" : "warning"} className="icon-28 is-bad" />
      <h2>{denied ? forbidden : title}</h2>
      <p>{problem?.status === 0 ? w.read.offline : error.message}</p>
      {problem?.requestId && (
        <p className="small quiet">
          {problem.status} {w.read.request(problem.code)}
          <span className="mono">{problem.requestId}</span>{" "}
          <button
            className="link"
            type="button"
            onClick={() => void navigator.clipboard.writeText(problem.requestId ?? "")}
          >
            {w.read.copy}
          </button>
        </p>
      )}
      <p className="button-row">
        {problem && deskWay(problem) === "none" ? (
          <Link className="button button-primary" to="/desk/orders">
            {w.notFound.orders}
          </Link>
        ) : (
          <button className="button button-primary" type="button" onClick={again}>
            <Icon name="reload" />
            {w.read.again}
          </button>
        )}
        {left !== null && (
          // Announcing each second would interrupt everything else.
          <span className="quiet small" aria-hidden="true">
            {w.read.byItself(countdown(left * 1_000))}
          </span>
        )}
      </p>
    </div>
  );
}

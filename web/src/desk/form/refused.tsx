/** The end of a form: the refusal with its way out, the button that sends it, and the one that closes it. */
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { Problem } from "~/api/problem";
import { deskWay } from "~/api/ways-out";
import { useCountdown } from "~/lib/use-countdown";
import { DialogFoot } from "~/ui/dialog";
import { Icon } from "~/ui/icon";
import { w } from "~/words/actions";
import { readAgain } from "../open-orders/feed";

/**
 * The refusal with its way out; the form's own button sends it again. `onRead` is for forms that read more than the page's
 * queries, or that have their own text for it.
 */
export function Refused({ problem, onRead }: { problem: Problem | null; onRead?: () => void }) {
  const wait = useCountdown(problem?.retryAfter, problem) ?? 0;
  if (problem === null) return null;
  const way = deskWay(problem);
  return (
    <div className="notice notice-brick" role="alert">
      <Icon name="warning" className="is-bad" />
      <span>
        {problem.status === 0 ? w.refused.offline : problem.message}{" "}
        {wait > 0 ? w.refused.wait(wait) : way !== "readAgain" && w.refused.way[way]}
        {problem.stockIssues.map((issue) => (
          <span className="refused-line" key={issue.productId}>
            {issue.detail}
          </span>
        ))}
        {problem.errors.map((fault) => (
          <span className="refused-line" key={fault.pointer}>
            {fault.detail}
          </span>
        ))}
        {way === "readAgain" && <ReadAgain key={problem.requestId} onRead={onRead} />}
        {problem.requestId && (
          <span className="refused-line small mono">
            {w.refused.request(problem.code, problem.requestId)}
          </span>
        )}
      </span>
    </div>
  );
}

/** Reads the page's data again, on which the typed values are based. */
function ReadAgain({ onRead }: { onRead: (() => void) | undefined }) {
  const queries = useQueryClient();
  const [done, setDone] = useState(false);
  if (done) return <span className="refused-line">{w.refused.readNow}</span>;
  const read = () => {
    if (onRead) onRead();
    else {
      void queries.invalidateQueries();
      readAgain.get()();
    }
    setDone(true);
  };
  return (
    <span className="refused-line">
      {w.refused.way.readAgain}{" "}
      <button className="link" type="button" onClick={read}>
        {w.refused.readAgain}
      </button>
    </span>
  );
}

/** The dialog's action, and the way out. */
export function Buttons(props: {
  children: ReactNode;
  destroys?: boolean;
  busy: boolean;
  onClose: () => void;
  leave?: string;
  /** Why the button is disabled. */
  not?: string | undefined;
}) {
  const { children, destroys = false, busy, onClose, leave = w.ask.cancel, not } = props;
  return (
    <>
      {not !== undefined && (
        <p className="hint" id="why-not">
          {not}
        </p>
      )}
      <DialogFoot>
        <button
          className={`button ${destroys ? "button-destroy" : "button-primary"}`}
          type="submit"
          aria-busy={busy}
          aria-disabled={busy || not !== undefined}
          aria-describedby={not === undefined ? undefined : "why-not"}
        >
          {children}
        </button>
        <button className="button" type="button" aria-disabled={busy} onClick={() => !busy && onClose()}>
          {leave}
        </button>
      </DialogFoot>
    </>
  );
}

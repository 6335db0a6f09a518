/** The end of a form: why it was refused, what it does, and the way out. */
import type { ReactNode } from "react";
import type { Problem } from "~/api/problem";
import { useCountdown } from "~/lib/use-countdown";
import { DialogFoot } from "~/ui/dialog";
import { Icon } from "~/ui/icon";
import { w } from "~/words/actions";

/** Why it was refused; the same button sends it again. */
export function Refused({ problem }: { problem: Problem | null }) {
  const wait = useCountdown(problem?.retryAfter, problem) ?? 0;
  if (problem === null) return null;
  return (
    <div className="notice notice-brick" role="alert">
      <Icon name="warning" className="is-bad" />
      <span>
        {problem.status === 0 ? w.refused.offline : problem.message} {wait > 0 && w.refused.wait(wait)}
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
        {problem.requestId && (
          <span className="refused-line small mono">
            {w.refused.request(problem.code, problem.requestId)}
          </span>
        )}
      </span>
    </div>
  );
}

/** What the dialog does, and the way out. */
export function Buttons(props: {
  children: ReactNode;
  destroys?: boolean;
  busy: boolean;
  onClose: () => void;
  leave?: string;
  /** Why it cannot be pressed yet. */
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

/** What questions are made of: the reason, what follows, what was refused, and the buttons. */
import { type ReactNode, useState } from "react";
import type { Problem } from "~/api/problem";
import { useCountdown } from "~/lib/use-countdown";
import { DialogFoot } from "~/ui/dialog";
import { Choices, Field } from "~/ui/field";
import { Icon, type IconName } from "~/ui/icon";
import { w } from "~/words/actions";

/** The longest reason or note that the API takes. */
export const LONGEST = 1_000;

/** A prepared reason, or one in own words. */
export function useReason(prepared: readonly string[], first: string | null = prepared[0] ?? null) {
  const [chosen, setChosen] = useState<string | null>(first);
  const [own, setOwn] = useState("");
  const [missing, setMissing] = useState(false);
  const isOwn = chosen === w.ask.other;
  const reason = (isOwn ? own.trim() : chosen) || null;
  return {
    reason,
    /** Says that there is none; false then. */
    check(): boolean {
      setMissing(reason === null);
      return reason !== null;
    },
    field: (
      <div className="field">
        <span className="label" id="reason-label">
          {w.ask.reason}
        </span>
        <Choices
          labelledBy="reason-label"
          choices={[...prepared, w.ask.other].map((value) => ({ value, label: value }))}
          value={chosen}
          onChange={setChosen}
        />
        {isOwn && (
          <Field
            label={w.ask.otherReason}
            hint={w.ask.reasonHint}
            problem={missing && reason === null ? w.ask.reasonMissing : undefined}
          >
            {(control) => (
              <textarea
                {...control}
                className="input"
                rows={2}
                maxLength={LONGEST}
                value={own}
                onChange={(event) => setOwn(event.currentTarget.value)}
              />
            )}
          </Field>
        )}
        {!isOwn && missing && reason === null && (
          <p className="problem" role="alert">
            <Icon name="warning" size={16} />
            {w.ask.reasonMissing}
          </p>
        )}
      </div>
    ),
  };
}

export interface Follow {
  icon: IconName;
  text: string;
  tone?: "bad" | "soon" | "good";
}

/** What a step means for people, money and stock. */
export function Follows({ all }: { all: readonly (Follow | false | null)[] }) {
  const shown = all.filter((one): one is Follow => Boolean(one));
  if (shown.length === 0) return null;
  return (
    <ul className="follows" aria-label={w.ask.follows}>
      {shown.map(({ icon, text, tone }) => (
        <li key={text} className={tone && `is-${tone}`}>
          <Icon name={icon} />
          <span>{text}</span>
        </li>
      ))}
    </ul>
  );
}

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

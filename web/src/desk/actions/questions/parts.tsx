/** Parts of the questions: the reason, and the consequences. */
import { useState } from "react";
import { Choices, Field } from "~/ui/field";
import { Icon, type IconName } from "~/ui/icon";
import { w } from "~/words/actions";

/** The API's longest reason or note. */
export const LONGEST = 1_000;

/** A prepared reason, or one in the person's own words. */
export function useReason(prepared: readonly string[], first: string | null = prepared[0] ?? null) {
  const [chosen, setChosen] = useState<string | null>(first);
  const [own, setOwn] = useState("");
  const [missing, setMissing] = useState(false);
  const isOwn = chosen === w.ask.other;
  const reason = (isOwn ? own.trim() : chosen) || null;
  return {
    reason,
    /** Reports a missing reason; then it returns false. */
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

/** The consequences for people, money and stock. */
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

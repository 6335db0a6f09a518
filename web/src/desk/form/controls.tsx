/** The most frequent fields of forms: a line of text, a number with its unit, a choice, a check box. */
import type { InputHTMLAttributes, ReactNode } from "react";
import { Field } from "~/ui/field";
import { Icon } from "~/ui/icon";

interface TextProps {
  label: string;
  hint?: ReactNode;
  problem?: string | undefined;
  value: string;
  onChange: (value: string) => void;
  type?: InputHTMLAttributes<HTMLInputElement>["type"];
  inputMode?: "decimal" | "numeric" | "tel" | "email";
  autoComplete?: string;
  maxLength?: number;
  /** The unit behind it: minutes, a currency. */
  unit?: string;
  /** For texts of several lines. */
  rows?: number;
  /** For digits and codes: a font with equal widths. */
  mono?: boolean;
}

export function TextField(props: TextProps) {
  const { label, hint, problem, value, onChange, unit, rows, mono, autoComplete = "off", ...more } = props;
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(control) => {
        if (rows !== undefined)
          return (
            <textarea
              {...control}
              className="input"
              rows={rows}
              maxLength={more.maxLength}
              value={value}
              onChange={(event) => onChange(event.currentTarget.value)}
            />
          );
        const input = (
          <input
            {...control}
            {...more}
            className={mono ? "input mono" : "input"}
            autoComplete={autoComplete}
            value={value}
            onChange={(event) => onChange(event.currentTarget.value)}
          />
        );
        return unit === undefined ? (
          input
        ) : (
          <span className="with-unit">
            {input}
            <span className="quiet" aria-hidden="true">
              {unit}
            </span>
          </span>
        );
      }}
    </Field>
  );
}

export function SelectField<T extends string>(props: {
  label: string;
  hint?: ReactNode;
  problem?: string | undefined;
  value: T;
  choices: readonly (readonly [value: T, name: string])[];
  onChange: (value: T) => void;
}) {
  const { label, hint, problem, value, choices, onChange } = props;
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(control) => (
        <span className="select">
          <select {...control} value={value} onChange={(event) => onChange(event.currentTarget.value as T)}>
            {choices.map(([one, name]) => (
              <option key={one} value={one}>
                {name}
              </option>
            ))}
          </select>
          <Icon name="down" size={16} />
        </span>
      )}
    </Field>
  );
}

export function Tick(props: {
  label: ReactNode;
  hint?: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  /** The name of its group of radios. */
  radio?: string;
}) {
  const { label, hint, checked, onChange, radio } = props;
  return (
    <label className="tick">
      <input
        className="check"
        type={radio === undefined ? "checkbox" : "radio"}
        name={radio}
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>
        {label}
        {hint && <span className="hint">{hint}</span>}
      </span>
    </label>
  );
}

/** The sentence about a group of controls that was refused as a whole. */
export function GroupProblem({ problem }: { problem: string | undefined }) {
  if (problem === undefined) return null;
  return (
    <p className="problem">
      <Icon name="warning" size={16} />
      <span>{problem}</span>
    </p>
  );
}

/** A choice of one in a list, with its label. */
import type { ReactNode } from "react";
import { Field } from "~/ui/field";
import { Icon } from "~/ui/icon";

export interface SelectFieldProps {
  label: string;
  hint?: string;
  problem?: string | undefined;
  value: string;
  onChange: (value: string) => void;
  /** Its options. */
  children: ReactNode;
}

export function SelectField({ label, hint, problem, value, onChange, children }: SelectFieldProps) {
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(control) => (
        <span className="select">
          <select {...control} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
            {children}
          </select>
          <Icon name="down" size={16} />
        </span>
      )}
    </Field>
  );
}

/** A field with its label, hint and error; and a choice of one among a few. */
import "./field.css";
import { type KeyboardEvent, type ReactNode, useId, useRef } from "react";
import { Icon } from "./icon";

/** The attributes of a control by which screen readers read its label, hint and error. */
export interface Described {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
}

export interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  /** The error of the typed value. */
  problem?: string | undefined;
  children: (control: Described) => ReactNode;
}

export function Field({ label, hint, problem, children }: FieldProps) {
  const id = useId();
  const described = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        "aria-describedby": described || undefined,
        "aria-invalid": problem === undefined ? undefined : true,
      })}
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {problem && (
        <p className="problem" id={`${id}-problem`}>
          <Icon name="warning" size={16} />
          <span>{problem}</span>
        </p>
      )}
    </div>
  );
}

export interface Choice<T> {
  value: T;
  label: ReactNode;
}

export interface ChoicesProps<T> {
  /** The id of the naming element, or the name itself. */
  labelledBy?: string;
  label?: string;
  choices: readonly Choice<T>[];
  value: T | null;
  onChange: (value: T) => void;
  /** `chips`, or `minutes` in one row. */
  look?: "chips" | "minutes";
}

/** A choice of one among a few: one stop for Tab, arrow keys choose. */
export function Choices<T>({ labelledBy, label, choices, value, onChange, look = "chips" }: ChoicesProps<T>) {
  const group = useRef<HTMLDivElement>(null);
  const at = choices.findIndex((choice) => choice.value === value);
  const move = (event: KeyboardEvent) => {
    const to = placeAfter(event.key, Math.max(at, 0), choices.length);
    const choice = to === null ? undefined : choices[to];
    if (to === null || choice === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onChange(choice.value);
    (group.current?.children[to] as HTMLElement | undefined)?.focus();
  };
  return (
    <div
      ref={group}
      className={look}
      role="radiogroup"
      aria-labelledby={labelledBy}
      aria-label={label}
      onKeyDown={move}
    >
      {choices.map((choice, place) => (
        // biome-ignore lint/a11y/useSemanticElements: a native radio cannot hold two lines, nor be a button of a row.
        <button
          key={String(choice.value)}
          className={look === "chips" ? "chip" : undefined}
          type="button"
          role="radio"
          aria-checked={place === at}
          tabIndex={place === Math.max(at, 0) ? 0 : -1}
          onClick={() => onChange(choice.value)}
        >
          {look === "chips" && place === at && <Icon name="check" size={16} />}
          {choice.label}
        </button>
      ))}
    </div>
  );
}

/** The target of a key in a list of choices or of a menu; null for keys without one. */
export function placeAfter(key: string, place: number, count: number): number | null {
  switch (key) {
    case "ArrowRight":
    case "ArrowDown":
      return (place + 1) % count;
    case "ArrowLeft":
    case "ArrowUp":
      return (place - 1 + count) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}

/** A number within limits: typed, or changed by buttons that are large enough for a thumb. */
export function Stepper(props: {
  label: string;
  less: string;
  more: string;
  value: number;
  min: number;
  max: number;
  onChange: (value: number) => void;
}) {
  const { label, less, more, value, min, max, onChange } = props;
  const to = (next: number) => onChange(Math.min(max, Math.max(min, next)));
  return (
    <fieldset className="stepper" aria-label={label}>
      <button
        className="button button-icon"
        type="button"
        aria-label={`${less}: ${label}`}
        aria-disabled={value <= min}
        onClick={() => to(value - 1)}
      >
        <Icon name="minus" />
      </button>
      <input
        type="number"
        inputMode="numeric"
        aria-label={label}
        min={min}
        max={max}
        value={value}
        onChange={(event) => to(Math.trunc(event.currentTarget.valueAsNumber) || min)}
      />
      <button
        className="button button-icon"
        type="button"
        aria-label={`${more}: ${label}`}
        aria-disabled={value >= max}
        onClick={() => to(value + 1)}
      >
        <Icon name="plus" />
      </button>
    </fieldset>
  );
}

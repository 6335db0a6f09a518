/** One field of the form: its label, its error, and the value of a concurrent change. */
import type { InputHTMLAttributes, ReactNode } from "react";
import { type Described, Field } from "~/ui/field";
import type { Draft } from "./draft";
import type { ProductForm } from "./use-product-form";

/** The edited fields. */
type TextName = {
  [K in keyof Draft]: Draft[K] extends string ? (K extends "sale" ? never : K) : never;
}[keyof Draft];

export interface TextProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "form" | "name"> {
  form: ProductForm;
  name: TextName;
  /** The API's name of the field, if it differs. */
  pointer?: string;
  label: ReactNode;
  hint?: ReactNode;
}

export function TextField({ form, name, pointer = `/${name}`, label, hint, ...input }: TextProps) {
  return (
    <Labelled form={form} name={name} pointer={pointer} label={label} hint={hint}>
      {(control) => (
        <input
          className="input"
          autoComplete="off"
          {...input}
          {...control}
          value={form.draft[name]}
          onChange={(event) => form.set({ [name]: event.currentTarget.value })}
        />
      )}
    </Labelled>
  );
}

export function LongTextField({
  form,
  name,
  label,
  hint,
}: Pick<TextProps, "form" | "name" | "label" | "hint">) {
  return (
    <Labelled form={form} name={name} pointer={`/${name}`} label={label} hint={hint}>
      {(control) => (
        <textarea
          className="input"
          rows={3}
          maxLength={1_000}
          {...control}
          value={form.draft[name]}
          onChange={(event) => form.set({ [name]: event.currentTarget.value })}
        />
      )}
    </Labelled>
  );
}

function Labelled({
  form,
  name,
  pointer,
  label,
  hint,
  children,
}: Required<Pick<TextProps, "form" | "name" | "pointer" | "label">> & {
  hint: ReactNode;
  children: (control: Described) => ReactNode;
}) {
  const theirs = form.theirs(name);
  return (
    <Field
      label={label}
      hint={
        theirs === undefined ? (
          hint
        ) : (
          <>
            {hint} <b className="is-soon">{theirs}</b>
          </>
        )
      }
      problem={form.at(pointer)}
    >
      {children}
    </Field>
  );
}

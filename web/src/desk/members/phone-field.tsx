/** A phone number with its country, like the field of the sign-in. */
import { COUNTRIES } from "~/lib/phone";
import { Field } from "~/ui/field";
import { Icon } from "~/ui/icon";
import { w } from "~/words/members";
import type { Typed } from "./typed";

interface Props {
  typed: Typed;
  hint?: string | undefined;
  problem: string | undefined;
  onType: (typed: Partial<Typed>) => void;
}

export function PhoneField({ typed, hint, problem, onType }: Props) {
  return (
    <Field label={w.fields.phone} hint={hint} problem={problem}>
      {(control) => (
        <span className="member-phone">
          <span className="select">
            <select
              aria-label={w.fields.country}
              value={typed.country}
              onChange={(event) => onType({ country: event.currentTarget.value })}
            >
              {COUNTRIES.map(([country, code]) => (
                <option key={country} value={code}>{`${country} ${code}`}</option>
              ))}
              <option value="">{w.fields.other}</option>
            </select>
            <Icon name="down" size={16} />
          </span>
          <input
            {...control}
            className="input"
            type="text"
            inputMode="tel"
            autoComplete="off"
            value={typed.phone}
            onChange={(event) => onType({ phone: event.currentTarget.value })}
          />
        </span>
      )}
    </Field>
  );
}

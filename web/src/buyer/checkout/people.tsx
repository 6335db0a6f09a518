/** Address and customer: every field has the `autocomplete` token by which browsers fill it. */
import { useMemo } from "react";
import { COUNTRIES, spaced } from "~/lib/phone";
import { Field } from "~/ui/field";
import { Icon } from "~/ui/icon";
import { countries, fieldsOf } from "./countries";
import { type Address, type Details, phoneOf } from "./details";
import type { Faults } from "./request";
import { w } from "./words";

interface Props {
  details: Details;
  faults: Faults;
  onChange(details: Details): void;
}

export function Where({ details, faults, onChange }: Props) {
  const { address } = details;
  const fields = fieldsOf(address.country);
  const usual = address.country === "US";
  const language = document.documentElement.lang;
  const named = useMemo(() => countries(language), [language]);
  const set = (field: keyof Address) => (value: string) =>
    onChange({ ...details, address: { ...address, [field]: value } });
  return (
    <fieldset>
      <legend>{w.where}</legend>
      <Text
        label={w.line1}
        auto="address-line1"
        value={address.line1}
        problem={faults.line1}
        most={255}
        onChange={set("line1")}
      />
      <Text
        label={w.line2}
        more={w.ifAny}
        auto="address-line2"
        value={address.line2}
        problem={faults.line2}
        most={255}
        onChange={set("line2")}
      />
      <div className={fields.state ? "pair-city" : "pair-city pair-city-short"}>
        {(fields.city || faults.city) && (
          <Text
            label={w.city}
            auto="address-level2"
            value={address.city}
            problem={faults.city}
            most={100}
            onChange={set("city")}
          />
        )}
        {(fields.state || faults.state) && (
          <Text
            label={usual ? w.state : w.region}
            auto="address-level1"
            value={address.state}
            problem={faults.state}
            most={100}
            onChange={set("state")}
          />
        )}
        {(fields.postalCode || faults.postalCode) && (
          <Text
            label={usual ? w.zip : w.postalCode}
            auto="postal-code"
            value={address.postalCode}
            problem={faults.postalCode}
            most={16}
            onChange={set("postalCode")}
          />
        )}
      </div>
      <Field label={w.country} problem={faults.country}>
        {(control) => (
          <span className="select">
            <select
              {...control}
              autoComplete="country"
              value={address.country}
              onChange={(event) => set("country")(event.currentTarget.value)}
            >
              {named.map(([code, name]) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </select>
            <Icon name="down" size={16} />
          </span>
        )}
      </Field>
    </fieldset>
  );
}

export function Who({ details, faults, onChange, proved }: Props & { proved: boolean }) {
  return (
    <fieldset>
      <legend>{w.who}</legend>
      <div className="pair">
        <Text
          label={w.name}
          auto="name"
          value={details.name}
          problem={faults.name}
          most={100}
          onChange={(name) => onChange({ ...details, name })}
        />
        <Field label={w.phone} problem={faults.phone}>
          {(control) => (
            <span className="phone-row">
              <span className="select">
                <select
                  aria-label={w.calling}
                  autoComplete="tel-country-code"
                  value={details.calling}
                  onChange={(event) => onChange({ ...details, calling: event.currentTarget.value })}
                >
                  {COUNTRIES.map(([country, code]) => (
                    <option key={country} value={code}>
                      {country} {code}
                    </option>
                  ))}
                </select>
                <Icon name="down" size={16} />
              </span>
              <input
                {...control}
                className="input"
                type="text"
                inputMode="tel"
                autoComplete="tel-national"
                maxLength={30}
                value={details.phone}
                onChange={(event) => onChange({ ...details, phone: event.currentTarget.value })}
              />
            </span>
          )}
        </Field>
      </div>
      <p className="hint">{proved ? w.signedIn(spaced(phoneOf(details))) : w.phoneHint}</p>
    </fieldset>
  );
}

interface NoteProps {
  label: string;
  value: string;
  problem: string | undefined;
  onChange(note: string): void;
}

export function NoteField({ label, value, problem, onChange }: NoteProps) {
  return (
    <Field label={<Labelled text={label} more={w.optional} />} problem={problem}>
      {(control) => (
        <textarea
          {...control}
          className="input"
          rows={2}
          maxLength={1000}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

function Labelled({ text, more }: { text: string; more: string }) {
  return (
    <>
      {text} <span className="quiet">{more}</span>
    </>
  );
}

interface TextProps {
  label: string;
  more?: string;
  auto: string;
  value: string;
  problem: string | undefined;
  most: number;
  onChange(value: string): void;
}

function Text({ label, more, auto, value, problem, most, onChange }: TextProps) {
  return (
    <Field label={more ? <Labelled text={label} more={more} /> : label} problem={problem}>
      {(control) => (
        <input
          {...control}
          className="input"
          type="text"
          autoComplete={auto}
          maxLength={most}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

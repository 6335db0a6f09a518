/** The fields of a postal address. The API checks what a country's addresses require. */
import { useMemo } from "react";
import type { components } from "~/api/schema";
import { w } from "~/words/editing";
import { SelectField, TextField } from "./controls";

type Request = components["schemas"]["AddressRequest"];
type View = components["schemas"]["AddressView"];

export interface TypedAddress {
  line1: string;
  line2: string;
  locality: string;
  city: string;
  state: string;
  postalCode: string;
  country: string;
}

export const typedAddress = (address: View | null | undefined, country = ""): TypedAddress => ({
  line1: address?.line1 ?? "",
  line2: address?.line2 ?? "",
  locality: address?.locality ?? "",
  city: address?.city ?? "",
  state: address?.state ?? "",
  postalCode: address?.postalCode ?? "",
  country: address?.country ?? country,
});

/** Null when only the country is filled in. */
export function addressOf(typed: TypedAddress): Request | null {
  const { country, ...rest } = typed;
  if (Object.values(rest).every((value) => value.trim() === "")) return null;
  const optional = Object.entries(rest).filter(([name, value]) => name !== "line1" && value.trim() !== "");
  return { line1: typed.line1, country, ...Object.fromEntries(optional) };
}

interface Props {
  typed: TypedAddress;
  onChange: (typed: TypedAddress) => void;
  /** The sentence about one of its fields, by its pointer within the address. */
  at: (pointer: string) => string | undefined;
}

export function AddressFields({ typed, onChange, at }: Props) {
  const field = (name: keyof TypedAddress) => ({
    label: w.address[name],
    value: typed[name],
    problem: at(`/${name}`),
    onChange: (value: string) => onChange({ ...typed, [name]: value }),
  });
  const countries = useCountries();
  return (
    <>
      <TextField {...field("line1")} maxLength={255} />
      <TextField {...field("line2")} maxLength={255} />
      <div className="form-pair">
        <TextField {...field("postalCode")} maxLength={20} />
        <TextField {...field("city")} maxLength={100} />
      </div>
      <div className="form-pair">
        <TextField {...field("state")} maxLength={100} />
        <SelectField {...field("country")} choices={countries} />
      </div>
      {typed.locality !== "" && <TextField {...field("locality")} maxLength={255} />}
    </>
  );
}

/** Region codes that are no countries: groups of them, and private ones. */
const NONE = /^(AC|CP|CQ|DG|EA|EU|EZ|IC|QO|TA|UN|XA|XB|ZZ|X[C-J]|X[L-Z]|Q[M-Z])$/;
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** All countries for which the browser has a name, in the reader's language. */
function useCountries(): readonly (readonly [string, string])[] {
  return useMemo(() => {
    const language = document.documentElement.lang;
    const names = new Intl.DisplayNames(language, { type: "region", fallback: "none" });
    const found: [string, string][] = [];
    for (const first of LETTERS)
      for (const second of LETTERS) {
        const code = first + second;
        const name = NONE.test(code) ? undefined : names.of(code);
        // Former codes have the name of the country that uses another code now.
        if (name !== undefined && new Intl.Locale(`und-${code}`).region === code) found.push([code, name]);
      }
    return [["", w.address.choose] as const, ...found.sort(([, a], [, b]) => a.localeCompare(b, language))];
  }, []);
}

/** The terms of a voucher that can be changed: minimum amount, number of uses, and period. */

import { amountText } from "~/lib/money";
import { clock, zoneName } from "~/lib/time";
import { w as desk } from "~/words/desk";
import { w } from "~/words/vouchers";
import { TextField } from "../form/controls";
import type { Fault, Faults, Place, TypedTerms } from "./typed";
import { weekendOf, weekFrom } from "./weekend";

/** The sentence about an error before the request. */
export function faultText(fault: Fault, { currency }: Place): string {
  switch (fault) {
    case "number":
      return desk.form.notANumber;
    case "positive":
      return w.faults.positive;
    case "amount":
      return desk.form.notAnAmount(amountText(1_250, currency));
    case "skipped":
      return w.faults.skipped;
  }
}

/** The sentences about all errors before the request, by pointer. */
export const faultTexts = (faults: Faults, place: Place): Record<string, string> =>
  Object.fromEntries(Object.entries(faults).map(([pointer, fault]) => [pointer, faultText(fault, place)]));

interface Props {
  typed: TypedTerms;
  place: Place;
  /** The label of the uses: all of them, or those from now on. None for an ended voucher. */
  uses: string | null;
  at: (pointer: string) => string | undefined;
  /** The value of a term in a concurrent change. */
  theirs?: Partial<Record<keyof TypedTerms, string>>;
  onType: (part: Partial<TypedTerms>) => void;
}

export function TermsFields({ typed, place, uses, at, theirs = {}, onType }: Props) {
  return (
    <>
      <div className="form-row">
        <TextField
          label={w.fields.min(place.currency)}
          hint={theirs.min ?? w.fields.minHint}
          problem={at("/minSubtotal")}
          mono
          inputMode="decimal"
          value={typed.min}
          onChange={(min) => onType({ min })}
        />
        {uses !== null && (
          <TextField
            label={uses}
            hint={theirs.uses ?? w.fields.usesHint}
            problem={at("/usesLeft")}
            mono
            inputMode="numeric"
            value={typed.uses}
            onChange={(text) => onType({ uses: text })}
          />
        )}
        <TextField
          label={w.fields.perCustomer}
          hint={theirs.perCustomer ?? w.fields.perCustomerHint}
          problem={at("/perCustomer")}
          mono
          inputMode="numeric"
          value={typed.perCustomer}
          onChange={(perCustomer) => onType({ perCustomer })}
        />
      </div>
      <WindowFields typed={typed} place={place} at={at} theirs={theirs} onType={onType} />
    </>
  );
}

function WindowFields({ typed, place, at, theirs = {}, onType }: Omit<Props, "uses">) {
  const { zone } = place;
  const quick = [
    { label: w.fields.weekend, window: () => weekendOf(clock.now(), zone) },
    { label: w.fields.week, window: () => weekFrom(clock.now(), zone) },
    { label: w.fields.always, window: () => ({ from: "", until: "" }) },
  ];
  return (
    <div className="voucher-window">
      <fieldset className="chips" aria-label={w.fields.quick}>
        {quick.map(({ label, window }) => (
          <button key={label} className="chip" type="button" onClick={() => onType(window())}>
            {label}
          </button>
        ))}
      </fieldset>
      <div className="form-row">
        <TextField
          type="datetime-local"
          label={w.fields.from}
          hint={theirs.from ?? w.fields.fromHint}
          problem={at("/validFrom")}
          value={typed.from}
          onChange={(from) => onType({ from })}
        />
        <TextField
          type="datetime-local"
          label={w.fields.until}
          hint={theirs.until ?? w.fields.untilHint}
          problem={at("/validUntil")}
          value={typed.until}
          onChange={(until) => onType({ until })}
        />
      </div>
      <p className="hint">{w.fields.zone(zoneName(zone))}</p>
    </div>
  );
}

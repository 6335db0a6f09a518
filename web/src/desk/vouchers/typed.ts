/** The fields of a voucher: its terms as text, the parsed values, and errors before the request. */
import { fieldOfMoment, momentOfField } from "~/lib/day-and-time";
import { amountText, minorUnits } from "~/lib/money";
import type { NewVoucher, Voucher, VoucherChange } from "./queries";

export type Kind = "percent" | "amount";

/** The terms that can be changed later. */
export interface TypedTerms {
  min: string;
  uses: string;
  perCustomer: string;
  from: string;
  until: string;
}

export interface Typed extends TypedTerms {
  code: string;
  kind: Kind;
  value: string;
}

export type Fault = "number" | "positive" | "amount" | "skipped";
/** By the API's pointer. */
export type Faults = Record<string, Fault>;

/** The parsed amounts and times. */
export interface Place {
  currency: string;
  zone: string;
}

export const NOTHING: Typed = {
  code: "",
  kind: "percent",
  value: "",
  min: "",
  uses: "",
  perCustomer: "",
  from: "",
  until: "",
};

/** Parses a text: null for an empty one, undefined with an error for an invalid one. */
type Reader<T> = (text: string) => T | null | Fault;

const whole: Reader<number> = (text) =>
  text === "" ? null : /^\d{1,15}$/.test(text) ? Number(text) : "number";

/** The number of uses from now on: null for no limit. */
export const usesOf = (text: string): number | null | Fault => positive(text.trim());

/** The API refuses 0 for a new voucher, and 0 would end an existing one. */
const positive: Reader<number> = (text) => {
  const number = whole(text);
  return number === 0 || number === "number" ? "positive" : number;
};

const amountOf =
  ({ currency }: Place): Reader<number> =>
  (text) =>
    text === "" ? null : (minorUnits(text, currency) ?? "amount");

const momentOf =
  ({ zone }: Place): Reader<string> =>
  (text) => {
    if (text === "") return null;
    const at = momentOfField(text, zone);
    return at === null ? "skipped" : new Date(at).toISOString();
  };

const FAULTS: readonly unknown[] = ["number", "positive", "amount", "skipped"] satisfies Fault[];
export const isFault = (read: unknown): read is Fault => FAULTS.includes(read);

class Reading {
  readonly faults: Faults = {};
  read<T>(pointer: string, text: string, reader: Reader<T>): T | null {
    const found = reader(text.trim());
    if (!isFault(found)) return found;
    this.faults[pointer] = found;
    return null;
  }
}

export interface Read<B> {
  body: B;
  faults: Faults;
}

export function newVoucher(typed: Typed, place: Place, sellerId: string): Read<NewVoucher> {
  const reading = new Reading();
  const value =
    typed.kind === "percent"
      ? { percent: reading.read("/percent", typed.value, whole) }
      : { amount: reading.read("/amount", typed.value, amountOf(place)) };
  const min = reading.read("/minSubtotal", typed.min, amountOf(place));
  const terms = {
    usesLeft: reading.read("/usesLeft", typed.uses, positive),
    perCustomer: reading.read("/perCustomer", typed.perCustomer, positive),
    validFrom: reading.read("/validFrom", typed.from, momentOf(place)),
    validUntil: reading.read("/validUntil", typed.until, momentOf(place)),
  };
  const code = typed.code.trim();
  const body = { sellerId, code, ...value, ...(min !== null && { minSubtotal: min }), ...terms };
  return { body, faults: reading.faults };
}

export function termsOf(voucher: Voucher, { currency, zone }: Place): TypedTerms {
  const { minSubtotal, usesLeft, perCustomer, validFrom, validUntil } = voucher;
  return {
    min: minSubtotal === 0 ? "" : amountText(minSubtotal, currency),
    uses: usesLeft === undefined ? "" : String(usesLeft),
    perCustomer: perCustomer === undefined ? "" : String(perCustomer),
    from: validFrom === undefined ? "" : fieldOfMoment(validFrom, zone),
    until: validUntil === undefined ? "" : fieldOfMoment(validUntil, zone),
  };
}

/** Only edited terms are sent: concurrent changes of the others are kept, and so is the number of uses. */
export function changeOf(voucher: Voucher, typed: TypedTerms, place: Place): Read<VoucherChange> {
  const was = termsOf(voucher, place);
  const reading = new Reading();
  const body: VoucherChange = {};
  if (typed.min !== was.min) body.minSubtotal = reading.read("/minSubtotal", typed.min, amountOf(place));
  if (typed.uses !== was.uses) body.usesLeft = reading.read("/usesLeft", typed.uses, positive);
  if (typed.perCustomer !== was.perCustomer)
    body.perCustomer = reading.read("/perCustomer", typed.perCustomer, positive);
  if (typed.from !== was.from) body.validFrom = reading.read("/validFrom", typed.from, momentOf(place));
  if (typed.until !== was.until) body.validUntil = reading.read("/validUntil", typed.until, momentOf(place));
  return { body, faults: reading.faults };
}

export const isChanged = (change: VoucherChange): boolean => Object.keys(change).length > 0;

/** Parses single cells: the value of a text, or its error. */
import { digitsOf, minorUnits } from "~/lib/money";
import type { Wrong } from "./columns";
import { IS_ID, IS_NAME, IS_NOTE, LIMITS, NO_LINE, NO_TEXT } from "./limits";

export type Read<T> = { value: T } | { wrong: Wrong };

/** The language of the numbers in a file: `de` has a decimal comma. */
export type Numbers = "en" | "de";

const charactersOf = (text: string): number => [...text].length;

function textOf(text: string, most: number, never: RegExp, shape: RegExp): Read<string> {
  const found = charactersOf(text);
  if (found > most) return { wrong: { kind: "tooLong", most, found } };
  if (never.test(text)) return { wrong: { kind: "control" } };
  if (!shape.test(text)) return { wrong: { kind: "invisible" } };
  return { value: text };
}

export const lineOf = (text: string): Read<string> => textOf(text, LIMITS.name, NO_LINE, IS_NAME);
export const noteOf = (text: string): Read<string> => textOf(text, LIMITS.description, NO_TEXT, IS_NOTE);

export const idOf = (text: string): Read<string> =>
  IS_ID.test(text) ? { value: text } : { wrong: { kind: "badId" } };

const NEGATIVE = /^[-−]\s*[\d.,]/u;

/** A whole number of pieces. */
export function countOf(text: string, most: number): Read<number> {
  if (NEGATIVE.test(text)) return { wrong: { kind: "negative" } };
  if (/^\d*[.,]\d+$/.test(text)) return { wrong: { kind: "notWhole" } };
  if (!/^\d+$/.test(text)) return { wrong: { kind: "notANumber" } };
  const value = Number(text);
  return value > most ? { wrong: { kind: "tooLarge", most: String(most) } } : { value };
}

/** The minor units of an amount. */
export function amountOf(text: string, currency: string, numbers: Numbers): Read<number> {
  if (NEGATIVE.test(text)) return { wrong: { kind: "negative" } };
  const value = minorUnits(text, currency, numbers);
  if (value !== null) return { value };
  const digits = digitsOf(currency);
  const mark = numbers === "de" ? "," : ".";
  const fraction = /[.,](\d+)$/.exec(text)?.[1];
  if (/^[\d.,]+$/.test(text) && fraction !== undefined && fraction.length > digits)
    return { wrong: { kind: "decimals", digits, currency } };
  if (/^\d{16,}/.test(text)) {
    const most = decimalText(LIMITS.amount, currency, numbers);
    return { wrong: { kind: "tooLarge", most } };
  }
  const example = digits === 0 ? "1250" : `12${mark}5${"0".repeat(digits - 1)}`;
  return { wrong: { kind: "notAnAmount", example } };
}

/** `1350` USD is `13.50`: an amount in a file, without currency and thousands separators. */
export function decimalText(amount: number, currency: string, numbers: Numbers = "en"): string {
  const digits = digitsOf(currency);
  if (digits === 0) return String(amount);
  const text = String(amount).padStart(digits + 1, "0");
  return `${text.slice(0, -digits)}${numbers === "de" ? "," : "."}${text.slice(-digits)}`;
}

const YES = ["yes", "true", "1", "ja", "wahr"];
const NO = ["no", "false", "0", "nein", "falsch"];

export function yesNoOf(text: string): Read<boolean> {
  const word = text.toLowerCase();
  if (YES.includes(word)) return { value: true };
  if (NO.includes(word)) return { value: false };
  return { wrong: { kind: "notYesNo" } };
}

/** Amounts: integers in minor units beside an ISO 4217 currency, written as the reader's language does. */

const formats = new Map<string, Intl.NumberFormat>();

function format(currency: string, language: string): Intl.NumberFormat {
  const key = `${language} ${currency}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(language, {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
  });
  formats.set(key, made);
  return made;
}

/** `2` for USD, `0` for JPY. */
export const digitsOf = (currency: string): number =>
  format(currency, "en").resolvedOptions().maximumFractionDigits ?? 2;

const readersLanguage = (): string => document.documentElement.lang;

/** `6137` USD is `$61.37`, `500` JPY is `¥500`. A negative amount has a true minus sign. */
export function money(amount: number, currency: string, language = readersLanguage()): string {
  const units = amount / 10 ** digitsOf(currency);
  return format(currency, language).format(units).replace("-", "−");
}

/** `100050` USD is `1,000.50`: the value of a field whose currency is shown beside it. */
export function amountText(amount: number, currency: string, language = readersLanguage()): string {
  const digits = digitsOf(currency);
  const exact = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(language, exact).format(amount / 10 ** digits);
}

const SYMBOL = /^(?:\p{Sc}|[A-Z]{3})\s*|\s*(?:\p{Sc}|[A-Z]{3})$/gu;
/** Digits, in groups of three if there is a separator between them. */
const WHOLE = /^(?:\d+|[1-9]\d{0,2}([.,'’\s])\d{3}(?:\1\d{3})*)$/u;

/**
 * The minor units of a typed amount, or null when it is no amount of this currency. `12.50` and `12,50` are equal in every
 * language; the reader's language decides which of `1,000` and `1.000` is a thousand.
 */
export function minorUnits(typed: string, currency: string, language = readersLanguage()): number | null {
  const digits = digitsOf(currency);
  const text = typed.trim().replace(SYMBOL, "");
  const at = decimalSignOf(text, language);
  const whole = at < 0 ? text : text.slice(0, at);
  const fraction = at < 0 ? "" : text.slice(at + 1);
  if (!WHOLE.test(whole) || fraction.length > digits || (at >= 0 && !/^\d+$/.test(fraction))) return null;
  const value = Number(`${whole.replace(/\D/g, "")}${fraction.padEnd(digits, "0")}`);
  return Number.isSafeInteger(value) ? value : null;
}

/** The position of the decimal separator of an amount; -1 without one. */
function decimalSignOf(text: string, language: string): number {
  const last = Math.max(text.lastIndexOf("."), text.lastIndexOf(","));
  const sign = text[last];
  if (sign === undefined) return -1;
  // A separator that occurs twice separates thousands; of two different ones, the last is the decimal separator.
  if (text.indexOf(sign) < last) return -1;
  if (text.includes(sign === "." ? "," : ".")) return last;
  const threeFollow = text.length - last === 4;
  return threeFollow && sign !== decimalSign(language) ? -1 : last;
}

const decimalSign = (language: string): string | undefined =>
  new Intl.NumberFormat(language).formatToParts(0.5).find(({ type }) => type === "decimal")?.value;

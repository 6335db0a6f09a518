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

/** `6137` USD is `$61.37`, `500` JPY is `¥500`. A negative amount has a true minus sign. */
export function money(amount: number, currency: string, language = document.documentElement.lang): string {
  const shown = format(currency, language);
  const digits = shown.resolvedOptions().maximumFractionDigits ?? 2;
  return shown.format(amount / 10 ** digits).replace("-", "−");
}

/** The minor units of what somebody typed (`12.50`, `12,50`), or null when it is no amount of this currency. */
export function minorUnits(typed: string, currency: string): number | null {
  const digits = format(currency, "en").resolvedOptions().maximumFractionDigits ?? 2;
  const parts = /^\s*(\d+)(?:[.,](\d+))?\s*$/.exec(typed);
  if (!parts) return null;
  const fraction = parts[2] ?? "";
  if (fraction.length > digits) return null;
  const value = Number(`${parts[1]}${fraction.padEnd(digits, "0")}`);
  return Number.isSafeInteger(value) ? value : null;
}

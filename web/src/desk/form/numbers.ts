/** Parsing of typed numbers. */

/** A whole number, null for an empty text, undefined for anything else. */
export function wholeOf(typed: string): number | null | undefined {
  const text = typed.trim();
  if (text === "") return null;
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

export const textOf = (number: number | null | undefined): string => (number == null ? "" : String(number));

/** `6.25` or `6,25` percent in hundredths; undefined for anything that is no percentage. */
export function basisPointsOf(typed: string): number | undefined {
  const found = /^(\d{1,3})(?:[.,](\d{1,2}))?\s*%?$/.exec(typed.trim());
  if (!found) return undefined;
  return Number(found[1]) * 100 + Number((found[2] ?? "").padEnd(2, "0"));
}

/** `6.25` of 625, in the reader's language. */
export const percentText = (basisPoints: number, language = document.documentElement.lang): string =>
  new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(basisPoints / 100);

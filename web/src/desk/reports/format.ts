/** Formats of the report: proportions, round amounts and days, in the reader's language. */
import type { Grain, Span } from "./span";

const language = (): string => document.documentElement.lang || "en";

/** A true minus sign, as wide as the plus. */
const minus = (text: string): string => text.replace("-", "−");

export const number = (value: number): string => new Intl.NumberFormat(language()).format(value);

/** `+26.2%`, `−57.5%`. */
export function signedPercent(share: number): string {
  const format = new Intl.NumberFormat(language(), {
    style: "percent",
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    signDisplay: "exceptZero",
  });
  return minus(format.format(share));
}

/** `2.6%`. */
export function percent(share: number): string {
  const format = new Intl.NumberFormat(language(), { style: "percent", maximumFractionDigits: 1 });
  return format.format(share);
}

/** `$2,500`: an amount beside the chart, without decimals where it has none. */
export function roundMoney(amount: number, currency: string): string {
  const format = (digits: number | undefined) =>
    new Intl.NumberFormat(language(), {
      style: "currency",
      currency,
      currencyDisplay: "narrowSymbol",
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
  const digits = format(undefined).resolvedOptions().maximumFractionDigits ?? 2;
  const units = amount / 10 ** digits;
  return format(Number.isInteger(units) ? 0 : digits).format(units);
}

/** `US dollars`. */
export function currencyName(currency: string): string {
  const format = new Intl.NumberFormat(language(), { style: "currency", currency, currencyDisplay: "name" });
  return format.formatToParts(2).find(({ type }) => type === "currency")?.value ?? currency;
}

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(language(), { ...options, timeZone: "UTC" });
}

const at = (day: string): Date => new Date(`${day}T12:00:00Z`);

/** `November 20 – 26`; with the year, where that is not this one. */
export function spanText({ from, to }: Span, today: string): string {
  const here = from.slice(0, 4) === today.slice(0, 4) && to.slice(0, 4) === today.slice(0, 4);
  const options = { day: "numeric", month: "long", ...(!here && { year: "numeric" as const }) } as const;
  return format(options).formatRange(at(from), at(to));
}

/** `Fri 20`, or `Nov 20` where a weekday could be of several weeks; weeks by their days, months by their name. */
export function partText({ from, to }: Span, grain: Grain, count: number): string {
  switch (grain) {
    case "day":
      return count <= 14
        ? `${format({ weekday: "short" }).format(at(from))} ${format({ day: "numeric" }).format(at(from))}`
        : format({ day: "numeric", month: "short" }).format(at(from));
    case "week":
      return format({ day: "numeric", month: "short" }).formatRange(at(from), at(to));
    case "month":
      return format({ month: "short", year: "numeric" }).format(at(from));
  }
}

/** The full form, for the table: `Fri, Nov 20`. */
export function partName({ from, to }: Span, grain: Grain): string {
  switch (grain) {
    case "day":
      return format({ weekday: "short", day: "numeric", month: "short" }).format(at(from));
    case "week":
      return format({ day: "numeric", month: "short" }).formatRange(at(from), at(to));
    case "month":
      return format({ month: "long", year: "numeric" }).format(at(from));
  }
}

/** `13:52` for minutes and seconds, `2 h 5 min`, `3 d 4 h`: a duration. */
export function duration(seconds: number, words: { min: string; h: string; d: string }): string {
  if (seconds < 600)
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")} ${words.min}`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${minutes} ${words.min}`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return joined([hours, words.h], [minutes % 60, words.min]);
  return joined([Math.floor(hours / 24), words.d], [hours % 24, words.h]);
}

const joined = (...parts: [number, string][]): string =>
  parts
    .filter(([value]) => value > 0)
    .map(([value, unit]) => `${value} ${unit}`)
    .join(" ");

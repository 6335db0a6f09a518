/** Days of a report: calendar days like `2026-11-26`, spans of them, and the parts of a span. */

/** Both days are included. */
export interface Span {
  from: string;
  to: string;
}

/** The content of a row. */
export type Grain = "day" | "week" | "month";

/** Spans relative to the present day; any other is named by its days. */
export const PRESETS = ["today", "yesterday", "week", "last-7", "last-30", "month", "last-month"] as const;
export type Preset = (typeof PRESETS)[number];

const DAY_MS = 86_400_000;

// Calendar days have no time zone: they are counted in UTC, where every day has 24 hours.
const utc = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const dayAt = (moment: number): string => new Date(moment).toISOString().slice(0, 10);

export const addDays = (day: string, days: number): string => dayAt(utc(day) + days * DAY_MS);

export const daysIn = ({ from, to }: Span): number => Math.round((utc(to) - utc(from)) / DAY_MS) + 1;

export function presetSpan(preset: Preset, today: string): Span {
  switch (preset) {
    case "today":
      return { from: today, to: today };
    case "yesterday": {
      const day = addDays(today, -1);
      return { from: day, to: day };
    }
    case "week":
      return { from: monday(today), to: today };
    case "last-7":
      return { from: addDays(today, -6), to: today };
    case "last-30":
      return { from: addDays(today, -29), to: today };
    case "month":
      return { from: firstOfMonth(today), to: today };
    case "last-month": {
      const to = addDays(firstOfMonth(today), -1);
      return { from: firstOfMonth(to), to };
    }
  }
}

/** As many days, immediately before. */
export function spanBefore(span: Span): Span {
  return { from: addDays(span.from, -daysIn(span)), to: addDays(span.from, -1) };
}

/** As many days, immediately after. */
export function spanAfter(span: Span): Span {
  return { from: addDays(span.to, 1), to: addDays(span.to, daysIn(span)) };
}

/** The days, weeks from Monday, or months of a span; the first and the last may be shortened, as in the API. */
export function partsOf(span: Span, grain: Grain): Span[] {
  const parts: Span[] = [];
  for (let from = span.from; from <= span.to; ) {
    const end = endOf(from, grain);
    // Days are compared as texts.
    const to = [end, span.to].sort()[0] ?? end;
    parts.push({ from, to });
    from = addDays(to, 1);
  }
  return parts;
}

function endOf(day: string, grain: Grain): string {
  switch (grain) {
    case "day":
      return day;
    case "week":
      return addDays(monday(day), 6);
    case "month":
      return addDays(firstOfMonth(addDays(firstOfMonth(day), 31)), -1);
  }
}

function monday(day: string): string {
  const weekday = new Date(utc(day)).getUTCDay();
  return addDays(day, -((weekday + 6) % 7));
}

const firstOfMonth = (day: string): string => `${day.slice(0, 7)}-01`;

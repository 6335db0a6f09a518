/** The search parameters of the reports: grouping, days, sellers, and currency. */
import { PRESETS, type Preset, presetSpan, type Span } from "./span";

export const GROUPS = ["day", "week", "month", "product"] as const;
export type Group = (typeof GROUPS)[number];

export interface ReportSearch {
  /** Absent for days. */
  by?: Exclude<Group, "day">;
  /** A preset, or `from..to`; absent for the last seven days. */
  days?: string;
  /** For administrators: all sellers together. */
  sellers?: "all";
  /** The displayed currency where there are several; absent for the first. */
  currency?: string;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The valid parameters of an address. Invalid ones are ignored. */
export function parseReportSearch(search: Record<string, unknown>): ReportSearch {
  const by = GROUPS.slice(1).find((group) => group === search.by) as ReportSearch["by"];
  const days = daysOf(search.days);
  const currency = String(search.currency ?? "");
  return {
    ...(by && { by }),
    ...(days && { days }),
    ...(search.sellers === "all" && { sellers: "all" as const }),
    ...(/^[A-Z]{3}$/.test(currency) && { currency }),
  };
}

function daysOf(value: unknown): string | undefined {
  const text = String(value ?? "");
  const preset = presetOf(text);
  if (preset !== undefined) return preset === "last-7" ? undefined : preset;
  return ownSpan(text) ? text : undefined;
}

const presetOf = (text: string): Preset | undefined => PRESETS.find((preset) => preset === text);

function ownSpan(text: string): Span | undefined {
  const [from = "", to = "", more] = text.split("..");
  const known = [from, to].every((day) => DAY.test(day) && isDay(day));
  return known && more === undefined && from <= to ? { from, to } : undefined;
}

/** Some browsers parse `2026-02-30` as a day of March. */
function isDay(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
}

/** The displayed preset, or null for explicit days. */
export function shownPreset({ days }: ReportSearch): Preset | null {
  return days === undefined ? "last-7" : (presetOf(days) ?? null);
}

export function shownSpan(search: ReportSearch, today: string): Span {
  const preset = shownPreset(search);
  const own = preset === null ? ownSpan(search.days ?? "") : undefined;
  return own ?? presetSpan(preset ?? "last-7", today);
}

export const spanParameter = ({ from, to }: Span): string => `${from}..${to}`;

/**
 * The recurrence rules that the form can build: daily, weekly on days, monthly on a day, at one time. The server computes
 * their occurrences. Rules of another form, and cron expressions, are kept unchanged.
 */
import type { components } from "~/api/schema";
import { DAYS } from "~/lib/opening-hours";

export type TemplateSchedule = components["schemas"]["TemplateSchedule"];

export type Frequency = "daily" | "weekly" | "monthly";
export type Weekday = (typeof DAYS)[number];

export type End = { kind: "never" } | { kind: "on"; day: string } | { kind: "after"; count: number };

export interface Rule {
  frequency: Frequency;
  /** The interval in days, weeks or months. */
  interval: number;
  /** For a weekly rule, in the week's order. */
  days: readonly Weekday[];
  /** For a monthly rule: 1 to 31; -1 is the last day. */
  monthDay: number;
  /** `08:30`, in the schedule's time zone. */
  time: string;
  end: End;
}

const FREQUENCIES: Readonly<Record<string, Frequency>> = {
  DAILY: "daily",
  WEEKLY: "weekly",
  MONTHLY: "monthly",
};

export const codeOf = (day: Weekday): string => day.slice(0, 2).toUpperCase();
const dayOfCode = (code: string): Weekday | undefined => DAYS.find((day) => codeOf(day) === code);

const READ = new Set([
  "FREQ",
  "INTERVAL",
  "BYDAY",
  "BYMONTHDAY",
  "BYHOUR",
  "BYMINUTE",
  "COUNT",
  "UNTIL",
  "WKST",
]);

/** The rule of a schedule; null where the form cannot build it. */
export function ruleOf(schedule: Pick<TemplateSchedule, "rrule" | "startsAt">): Rule | null {
  if (schedule.rrule === undefined) return null;
  const text = schedule.rrule.replace(/^RRULE:/, "");
  const parts = new Map(text.split(";").map((part) => part.split("=", 2) as [string, string]));
  if ([...parts.keys()].some((name) => !READ.has(name))) return null;
  const frequency = FREQUENCIES[parts.get("FREQ") ?? ""];
  const weekStart = parts.get("WKST") ?? "MO";
  const [hour, minute] = schedule.startsAt.slice(11, 16).split(":");
  const time = clockTime(parts.get("BYHOUR") ?? hour, parts.get("BYMINUTE") ?? minute);
  const end = endOf(parts.get("COUNT"), parts.get("UNTIL"));
  if (frequency === undefined || weekStart !== "MO" || time === null || end === null) return null;
  const interval = Number(parts.get("INTERVAL") ?? "1");
  const rule = { frequency, interval, days: [], monthDay: 1, time, end } as const;
  const [byDay, byMonthDay] = [parts.get("BYDAY"), parts.get("BYMONTHDAY")];
  const startDay = schedule.startsAt.slice(0, 10);
  switch (frequency) {
    case "daily":
      return byDay === undefined && byMonthDay === undefined ? rule : null;
    case "weekly": {
      const days = byDay === undefined ? [weekdayOf(startDay)] : byDay.split(",").map(dayOfCode);
      if (byMonthDay !== undefined || days.some((day) => day === undefined)) return null;
      return { ...rule, days: DAYS.filter((day) => days.includes(day)) };
    }
    case "monthly": {
      const monthDay = Number(byMonthDay ?? startDay.slice(8));
      return byDay === undefined && isMonthDay(monthDay) ? { ...rule, monthDay } : null;
    }
  }
}

export const isMonthDay = (day: number): boolean =>
  Number.isInteger(day) && ((day >= 1 && day <= 31) || day === -1);

const weekdayOf = (day: string): Weekday | undefined =>
  DAYS[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7];

/** Null for several hours a day, which the form cannot show. */
function clockTime(hour: string | undefined, minute: string | undefined): string | null {
  if (!/^\d{1,2}$/.test(hour ?? "") || !/^\d{1,2}$/.test(minute ?? "")) return null;
  return `${hour?.padStart(2, "0")}:${minute?.padStart(2, "0")}`;
}

function endOf(count: string | undefined, until: string | undefined): End | null {
  if (count !== undefined) return { kind: "after", count: Number(count) };
  if (until === undefined) return { kind: "never" };
  // The form cannot show an end within a day.
  const day = /^(\d{4})(\d\d)(\d\d)$/.exec(until);
  return day && { kind: "on", day: `${day[1]}-${day[2]}-${day[3]}` };
}

/** The rule in the form of the API. */
export function rruleOf(rule: Rule): string {
  const [hour, minute] = rule.time.split(":").map(Number);
  const { end } = rule;
  return [
    `FREQ=${rule.frequency.toUpperCase()}`,
    rule.interval > 1 && `INTERVAL=${rule.interval}`,
    rule.frequency === "weekly" && `BYDAY=${rule.days.map(codeOf).join(",")}`,
    rule.frequency === "monthly" && `BYMONTHDAY=${rule.monthDay}`,
    `BYHOUR=${hour}`,
    `BYMINUTE=${minute}`,
    end.kind === "on" && `UNTIL=${end.day.replaceAll("-", "")}`,
    end.kind === "after" && `COUNT=${end.count}`,
  ]
    .filter(Boolean)
    .join(";");
}

/** The schedule of a template while it is edited. */
import type { components } from "~/api/schema";
import type { Faults } from "~/form/use-draft";
import { DAYS } from "~/lib/opening-hours";
import { w as dw } from "~/words/desk";
import { w } from "~/words/templates";
import { textOf, wholeOf } from "../form/numbers";
import {
  type End,
  type Frequency,
  type Rule,
  rruleOf,
  ruleOf,
  type TemplateSchedule,
  type Weekday,
} from "./rule";

type Request = components["schemas"]["ScheduleRequest"];

/** `never` is ordered by hand only; `kept` is a schedule that the form cannot build and sends unchanged. */
export type Repeats = Frequency | "never" | "kept";

export interface TypedSchedule {
  repeats: Repeats;
  interval: string;
  days: readonly Weekday[];
  monthDay: string;
  time: string;
  start: string;
  end: End["kind"];
  endDay: string;
  endCount: string;
  onShortage: components["schemas"]["OnShortage"];
  /** The schedule that was read: its time zone, start and rule are kept unless they are changed. */
  was: Pick<TemplateSchedule, "rrule" | "cron" | "startsAt" | "timezone"> | null;
}

const EMPTY: TypedSchedule = {
  repeats: "never",
  interval: "1",
  days: [],
  monthDay: "1",
  time: "08:00",
  start: "",
  end: "never",
  endDay: "",
  endCount: "",
  onShortage: "skip",
  was: null,
};

export function typedSchedule(schedule: TemplateSchedule | undefined): TypedSchedule {
  if (schedule === undefined) return EMPTY;
  const { rrule, cron, startsAt, timezone, onShortage } = schedule;
  const base: TypedSchedule = {
    ...EMPTY,
    repeats: "kept",
    start: startsAt.slice(0, 10),
    onShortage,
    was: {
      startsAt,
      timezone,
      ...(rrule !== undefined && { rrule }),
      ...(cron !== undefined && { cron }),
    },
  };
  const rule = ruleOf(schedule);
  if (rule === null) return base;
  const { end } = rule;
  return {
    ...base,
    repeats: rule.frequency,
    interval: textOf(rule.interval),
    days: rule.days,
    monthDay: String(rule.monthDay),
    time: rule.time,
    end: end.kind,
    endDay: end.kind === "on" ? end.day : "",
    endCount: end.kind === "after" ? textOf(end.count) : "",
  };
}

function endOf({ end, endDay, endCount }: TypedSchedule): End | null {
  switch (end) {
    case "never":
      return { kind: "never" };
    case "on":
      return endDay === "" ? null : { kind: "on", day: endDay };
    case "after": {
      const count = wholeOf(endCount);
      return count ? { kind: "after", count } : null;
    }
  }
}

/** Null without a schedule, and while a part of it is missing. */
export function typedRule(typed: TypedSchedule): Rule | null {
  if (typed.repeats === "never" || typed.repeats === "kept") return null;
  const end = endOf(typed);
  const interval = wholeOf(typed.interval);
  if (
    end === null ||
    !interval ||
    typed.time === "" ||
    (typed.repeats === "weekly" && typed.days.length === 0)
  )
    return null;
  return {
    frequency: typed.repeats,
    interval,
    days: DAYS.filter((day) => typed.days.includes(day)),
    monthDay: Number(typed.monthDay),
    time: typed.time,
    end,
  };
}

export function scheduleFaults(typed: TypedSchedule): Faults {
  if (typed.repeats === "never" || typed.repeats === "kept") return {};
  return {
    ...(!wholeOf(typed.interval) && { "/schedule/interval": dw.form.notANumber }),
    ...(typed.repeats === "weekly" && typed.days.length === 0 && { "/schedule/days": w.form.noDay }),
    ...(typed.time === "" && { "/schedule/time": dw.form.missing }),
    ...(typed.end === "on" && typed.endDay === "" && { "/schedule/end": dw.form.missing }),
    ...(typed.end === "after" && !wholeOf(typed.endCount) && { "/schedule/end": dw.form.notANumber }),
  };
}

/** The rule contains the time, so the start is a day: its beginning, unless it is the day that was read. */
export function scheduleRequest(typed: TypedSchedule, zone: string): Request | null {
  if (typed.repeats === "never") return null;
  const { was, onShortage } = typed;
  const timezone = was?.timezone ?? zone;
  const isSame = typed.start !== "" && was?.startsAt.startsWith(typed.start);
  const start = isSame ? was?.startsAt : typed.start && `${typed.start}T00:00`;
  const startsAt = start ? { startsAt: start } : {};
  if (typed.repeats === "kept" && was !== null) {
    const { rrule, cron } = was;
    return {
      timezone,
      onShortage,
      ...startsAt,
      ...(cron === undefined ? { rrule: rrule ?? null } : { cron }),
    };
  }
  const rule = typedRule(typed);
  return { timezone, onShortage, ...startsAt, rrule: rule === null ? "" : rruleOf(rule) };
}

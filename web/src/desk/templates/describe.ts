/** A schedule as a text. */
import { w as ew } from "~/words/editing";
import { w } from "~/words/templates";
import { type Rule, ruleOf, type TemplateSchedule, type Weekday } from "./rule";

/** A rule without a text is shown as it is written. */
export function scheduleText(schedule: TemplateSchedule): string {
  const rule = ruleOf(schedule);
  return rule === null ? w.rule.custom(schedule.rrule ?? schedule.cron ?? "") : ruleText(rule);
}

export function ruleText(rule: Rule): string {
  const { interval, time, end } = rule;
  const how = {
    daily: () => w.rule.daily(interval, time),
    weekly: () => w.rule.weekly(interval, weekdays(rule.days), time),
    monthly: () => w.rule.monthly(interval, rule.monthDay, time),
  }[rule.frequency]();
  switch (end.kind) {
    case "never":
      return how;
    case "on":
      return w.rule.until(how, dayText(end.day));
    case "after":
      return w.rule.times(how, end.count);
  }
}

const language = () => document.documentElement.lang || "en";

/** `Dec 31, 2027`. */
function dayText(day: string): string {
  const options = { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat(language(), options).format(new Date(`${day}T12:00:00Z`));
}

function weekdays(days: readonly Weekday[]): string {
  const names = days.map((day) => ew.weekdays[day]);
  return new Intl.ListFormat(language(), { type: "conjunction" }).format(names);
}

/** A schedule in words. */
import { dayAndMonth } from "~/lib/time";
import { w } from "~/words/templates";
import { type Rule, ruleOf, type TemplateSchedule, type Weekday } from "./rule";

/** What cannot be said in words is shown as it is written. */
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
      return w.rule.until(how, `${dayAndMonth(`${end.day}T12:00:00Z`, "UTC")} ${end.day.slice(0, 4)}`);
    case "after":
      return w.rule.times(how, end.count);
  }
}

function weekdays(days: readonly Weekday[]): string {
  const names = days.map((day) => w.days[day]);
  return new Intl.ListFormat(document.documentElement.lang || "en", { type: "conjunction" }).format(names);
}

import { beforeAll, describe, expect, it, vi } from "vitest";
import deEditing from "~/words/de/editing";
import de from "~/words/de/templates";
import enEditing from "~/words/en/editing";
import en from "~/words/en/templates";

const words = vi.hoisted(() => ({ w: {} as unknown }));
const editing = vi.hoisted(() => ({ w: {} as unknown }));
vi.mock("~/words/templates", () => words);
vi.mock("~/words/editing", () => editing);

const { scheduleText } = await import("./describe");

const schedule = (rrule: string) => ({
  rrule,
  startsAt: "2026-11-23T08:00",
  timezone: "America/New_York",
  onShortage: "skip" as const,
  status: "active" as const,
});

const RULES = [
  ["FREQ=DAILY;INTERVAL=2", "Every 2 days at 08:00", "Alle 2 Tage um 08:00"],
  [
    "FREQ=WEEKLY;BYDAY=FR,MO;COUNT=4",
    "Every Monday and Friday at 08:00, 4 times",
    "Jeden Montag und Freitag um 08:00, 4-mal",
  ],
  [
    "FREQ=MONTHLY;BYMONTHDAY=-1;UNTIL=20271231",
    "Every month on the last day at 08:00, until Dec 31, 2027",
    "Jeden Monat am letzten Tag um 08:00, bis 31. Dez. 2027",
  ],
  ["FREQ=YEARLY", "By the rule FREQ=YEARLY", "Nach der Regel FREQ=YEARLY"],
] as const;

describe.each([
  ["en", en, enEditing, 1],
  ["de", de, deEditing, 2],
] as const)("a schedule in words (%s)", (lang, these, theirs, column) => {
  beforeAll(() => {
    words.w = these;
    editing.w = theirs;
    vi.stubGlobal("document", { documentElement: { lang } });
  });

  it.each(RULES)("says %s", (...rule) => {
    expect(scheduleText(schedule(rule[0]))).toBe(rule[column]);
  });
});

/** Opening hours while they are edited: spans by weekday, each with a key of its own. */
import type { components } from "~/api/schema";
import type { Faults } from "~/form/use-draft";
import { DAYS, type Hours } from "~/lib/opening-hours";

type Weekday = components["schemas"]["WeekdayName"];

export interface Span {
  key: number;
  opens: string;
  closes: string;
}

export type Week = Readonly<Record<Weekday, readonly Span[]>>;

/** The API's limit of spans in a week. */
export const MOST_SPANS = 28;

export function weekOf(hours: readonly Hours[]): Week {
  const week = Object.fromEntries(DAYS.map((day) => [day, [] as Span[]])) as Record<Weekday, Span[]>;
  const sorted = [...hours].sort((a, b) => a.opens.localeCompare(b.opens));
  for (const [key, { day, opens, closes }] of sorted.entries()) week[day].push({ key, opens, closes });
  return week;
}

/** In the order of the request, to which error pointers refer. */
export const hoursOf = (week: Week): Hours[] =>
  DAYS.flatMap((day) => week[day].map(({ opens, closes }) => ({ day, opens, closes })));

/** The index of the first span of a day among all. */
export const firstOf = (week: Week, day: Weekday): number =>
  DAYS.slice(0, DAYS.indexOf(day)).reduce((sum, one) => sum + week[one].length, 0);

export const nextKey = (week: Week): number =>
  1 + Math.max(-1, ...DAYS.flatMap((day) => week[day].map(({ key }) => key)));

/** Whether it closes on the next day. */
export const isPastMidnight = ({ opens, closes }: Pick<Span, "opens" | "closes">): boolean =>
  opens !== "" && closes !== "" && closes <= opens;

const USUAL = { opens: "09:00", closes: "17:00" };

/** Adds a span after the last one of its day. */
export function withSpan(week: Week, day: Weekday): Week {
  const last = week[day].at(-1);
  const free = last !== undefined && !isPastMidnight(last) && last.closes < "20:00";
  const times = last === undefined ? USUAL : { opens: free ? hourAfter(last.closes) : "", closes: "" };
  return { ...week, [day]: [...week[day], { key: nextKey(week), ...times }] };
}

const hourAfter = (time: string): string =>
  `${String(Number(time.slice(0, 2)) + 1).padStart(2, "0")}${time.slice(2)}`;

/** Copies the hours of this day to every day. */
export function copied(week: Week, from: Weekday): Week {
  let key = nextKey(week);
  const next = (span: Span): Span => {
    key += 1;
    return { ...span, key };
  };
  const days = DAYS.map((day) => [day, day === from ? week[from] : week[from].map(next)]);
  return Object.fromEntries(days) as unknown as Week;
}

/** The errors of missing times. */
export function missingTimes(week: Week, sentence: string): Faults {
  const faults: Record<string, string> = {};
  for (const [nth, { opens, closes }] of hoursOf(week).entries()) {
    if (opens === "") faults[`/hours/${nth}/opens`] = sentence;
    if (closes === "") faults[`/hours/${nth}/closes`] = sentence;
  }
  return faults;
}

/**
 * Message preferences while they are edited, and their form in the request. No React.
 *
 * A group without channels of its own follows the default. Groups that this page does not know are sent back unchanged.
 */
import type { BodyOf } from "~/api/client";
import type { Problem } from "~/api/problem";
import type { components } from "~/api/schema";
import type { Faults } from "~/form/use-draft";

export type Preferences = components["schemas"]["Preferences"];
export type Channel = components["schemas"]["NoticeChannel"];
export type Group = keyof components["schemas"]["NoticeGroups"];

export const CHANNELS: readonly Channel[] = ["sms", "email", "push"];

/** The groups by their readers. */
export const GROUPS: { readonly work: readonly Group[]; readonly orders: readonly Group[] } = {
  work: [
    "new_order",
    "order_cancelled",
    "accept_late",
    "target_missed",
    "stock_low",
    "money_problem",
    "batch",
  ],
  orders: [
    "order_received",
    "order_accepted",
    "order_ready",
    "order_on_the_way",
    "order_done",
    "order_stopped",
    "order_changed",
    "payment",
    "refund",
    "problem_with_money",
  ],
};

export interface TypedPreferences {
  /** Empty for the language of each order. */
  language: string;
  /** By name; null for groups that follow the default. */
  groups: Readonly<Record<string, readonly Channel[] | null>>;
  quiet: boolean;
  from: string;
  to: string;
  /** Empty for the seller's time zone. */
  timezone: string;
}

/** The proposed quiet hours of a person without any. */
const NIGHT = { from: "22:00", to: "07:00" };

export function typedPreferences(kept: Preferences): TypedPreferences {
  const { language, timezone, quietHours, groups, defaults } = kept;
  const names = Object.keys({ ...defaults, ...groups }) as Group[];
  return {
    language: language ?? "",
    groups: Object.fromEntries(names.map((name) => [name, ordered(groups[name] ?? null)])),
    quiet: quietHours !== null,
    ...(quietHours ?? NIGHT),
    timezone: timezone ?? "",
  };
}

/** The complete preferences, in the form of the request. */
export function bodyOf(typed: TypedPreferences): BodyOf<"/api/preferences", "put"> {
  const { language, timezone, quiet, from, to, groups } = typed;
  return {
    language: language === "" ? null : language,
    timezone: timezone === "" ? null : timezone,
    quietHours: quiet ? { from, to } : null,
    groups: Object.fromEntries(Object.entries(groups).filter(([, channels]) => channels !== null)),
  };
}

/** Errors before the request: a missing time. `missing` is the sentence about it. */
export const missingTimes = ({ quiet, from, to }: TypedPreferences, missing: string): Faults => ({
  ...(quiet && from === "" && { "/quietHours/from": missing }),
  ...(quiet && to === "" && { "/quietHours/to": missing }),
});

/** The channels of a group, its own or the default. */
export const channelsOf = (
  group: Group,
  typed: TypedPreferences,
  { defaults }: Preferences,
): readonly Channel[] => typed.groups[group] ?? defaults[group] ?? [];

/** With one channel added or removed, in the order of the API. */
export const toggled = (channels: readonly Channel[], channel: Channel): readonly Channel[] =>
  CHANNELS.filter((one) => (one === channel) !== channels.includes(one));

/** Whether the page has a field for errors at this pointer. */
const FIELDS = /^\/(language|timezone|quietHours\/(from|to)|groups\/\w+(\/\d+)?)$/;

/** The errors without a field on the page. */
export const elsewhere = ({ errors }: Problem): string[] =>
  errors.filter(({ pointer }) => !FIELDS.test(pointer ?? "")).map(({ detail }) => detail);

const ordered = (channels: readonly Channel[] | null) =>
  channels && CHANNELS.filter((one) => channels.includes(one));

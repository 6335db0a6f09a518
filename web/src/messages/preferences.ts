/**
 * What somebody chooses about messages, as it is typed, and what is sent of it. No React.
 *
 * A group without a choice of its own follows the default. Groups that this page does not know are sent back as they
 * came.
 */
import type { BodyOf } from "~/api/client";
import type { Problem } from "~/api/problem";
import type { components } from "~/api/schema";
import type { Faults } from "~/form/use-draft";

export type Preferences = components["schemas"]["Preferences"];
export type Channel = components["schemas"]["NoticeChannel"];
export type Group = keyof components["schemas"]["NoticeGroups"];

export const CHANNELS: readonly Channel[] = ["sms", "email", "push"];

/** The groups by whom they are for. */
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
  /** Empty for that of each order. */
  language: string;
  /** By name; null where the default is followed. */
  groups: Readonly<Record<string, readonly Channel[] | null>>;
  quiet: boolean;
  from: string;
  to: string;
  /** Empty for the seller's. */
  timezone: string;
}

/** What is proposed to whoever has no quiet hours yet. */
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

/** All of it, as it is sent. */
export function bodyOf(typed: TypedPreferences): BodyOf<"/api/preferences", "put"> {
  const { language, timezone, quiet, from, to, groups } = typed;
  return {
    language: language === "" ? null : language,
    timezone: timezone === "" ? null : timezone,
    quietHours: quiet ? { from, to } : null,
    groups: Object.fromEntries(Object.entries(groups).filter(([, channels]) => channels !== null)),
  };
}

/** What cannot be sent: a time that is not there. `missing` is the sentence about it. */
export const missingTimes = ({ quiet, from, to }: TypedPreferences, missing: string): Faults => ({
  ...(quiet && from === "" && { "/quietHours/from": missing }),
  ...(quiet && to === "" && { "/quietHours/to": missing }),
});

/** The channels of a group, chosen or by default. */
export const channelsOf = (
  group: Group,
  typed: TypedPreferences,
  { defaults }: Preferences,
): readonly Channel[] => typed.groups[group] ?? defaults[group] ?? [];

/** With one channel more or less, in the order of the API. */
export const toggled = (channels: readonly Channel[], channel: Channel): readonly Channel[] =>
  CHANNELS.filter((one) => (one === channel) !== channels.includes(one));

/** Where the page has a field to say what is wrong with it. */
const FIELDS = /^\/(language|timezone|quietHours\/(from|to)|groups\/\w+(\/\d+)?)$/;

/** What was refused and has no field on the page. */
export const elsewhere = ({ errors }: Problem): string[] =>
  errors.filter(({ pointer }) => !FIELDS.test(pointer ?? "")).map(({ detail }) => detail);

const ordered = (channels: readonly Channel[] | null) =>
  channels && CHANNELS.filter((one) => channels.includes(one));

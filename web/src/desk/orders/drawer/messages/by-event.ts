/** The messages of an order by event: what happened, and who was notified by which channel. No React. */
import type { IconName } from "~/ui/icon";
import type { MessageState, OrderMessage } from "./types";

export interface EventMessages {
  event: string;
  /** Messages that nobody can turn off belong to no group. */
  group: string | null;
  /** When the first of its messages was made. */
  at: string;
  messages: readonly OrderMessage[];
}

/** One entry for each event, newest first. The messages of each are in the API's order. */
export function byEvent(messages: readonly OrderMessage[]): EventMessages[] {
  const events = new Map<string, EventMessages>();
  for (const message of messages) {
    const { event, group, at } = message;
    const before = events.get(event)?.messages ?? [];
    events.set(event, { event, group, at, ...events.get(event), messages: [...before, message] });
  }
  return [...events.values()].reverse();
}

/** The number of failed messages, which is the usual reason to look. */
export const failedCount = (messages: readonly OrderMessage[]): number =>
  messages.filter(({ state }) => LOOKS[state]?.bad).length;

/** Whether the state will change by itself, soon or after quiet hours. */
export const isUnderWay = ({ state }: OrderMessage): boolean => state === "sending" || state === "held";

const LOOKS: Readonly<Partial<Record<string, { icon: IconName; bad?: true; good?: true }>>> = {
  sending: { icon: "forward" },
  held: { icon: "clock" },
  sent: { icon: "check", good: true },
  not_sent: { icon: "warning", bad: true },
  superseded: { icon: "undo" },
  bounced: { icon: "warning", bad: true },
  complained: { icon: "warning", bad: true },
} satisfies Record<MessageState, { icon: IconName; bad?: true; good?: true }>;

/** A state that is newer than this page gets a neutral style. */
export function lookOf(state: string): { icon: IconName; className: string } {
  const { icon, bad, good } = LOOKS[state] ?? { icon: "info" };
  return { icon, className: bad ? "is-bad" : good ? "is-good" : "" };
}

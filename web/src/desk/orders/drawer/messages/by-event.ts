/** The messages of an order as they are shown: what happened, and who was event of it in which way. No React. */
import type { IconName } from "~/ui/icon";
import type { MessageState, OrderMessage } from "./types";

export interface EventMessages {
  event: string;
  /** Messages that nobody can turn off are of no group. */
  group: string | null;
  /** When the first of its messages was made. */
  at: string;
  messages: readonly OrderMessage[];
}

/** One for each event, the newest first. The messages of each keep their order, which is that of the API. */
export function byEvent(messages: readonly OrderMessage[]): EventMessages[] {
  const events = new Map<string, EventMessages>();
  for (const message of messages) {
    const { event, group, at } = message;
    const before = events.get(event)?.messages ?? [];
    events.set(event, { event, group, at, ...events.get(event), messages: [...before, message] });
  }
  return [...events.values()].reverse();
}

/** The messages that did not reach anybody, which is why somebody looks. */
export const failedCount = (messages: readonly OrderMessage[]): number =>
  messages.filter(({ state }) => LOOKS[state]?.bad).length;

/** Whether another state follows by itself, soon or after quiet hours. */
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

/** A state that is newer than this page looks like a fact without a meaning. */
export function lookOf(state: string): { icon: IconName; className: string } {
  const { icon, bad, good } = LOOKS[state] ?? { icon: "info" };
  return { icon, className: bad ? "is-bad" : good ? "is-good" : "" };
}

import type { components } from "~/api/schema";

export type MessageState = "sending" | "held" | "sent" | "not_sent" | "superseded" | "bounced" | "complained";

export interface OrderMessage {
  event: string;
  group: string;
  to: "buyer" | "seller" | "driver" | "admin";
  channel: components["schemas"]["NoticeChannel"];
  state: MessageState;
  reason: { code: string; sentence: string } | null;
  at: string;
  heldUntil: string | null;
}

export interface OrderMessages {
  messages: readonly OrderMessage[];
}

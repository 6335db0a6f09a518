import type { components } from "~/api/schema";

export type OrderMessage = components["schemas"]["OrderMessage"];
export type MessageState = OrderMessage["state"];

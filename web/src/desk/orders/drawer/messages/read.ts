import type { Session } from "~/api/session";
import type { OrderMessage } from "./types";

/** The messages of an order, the oldest first. Throws `Problem`. */
export async function readMessages(
  { client }: Session,
  id: string,
  signal: AbortSignal,
): Promise<readonly OrderMessage[]> {
  const { messages } = await client.ask("get", "/api/orders/{id}/messages", { path: { id }, signal });
  return messages;
}

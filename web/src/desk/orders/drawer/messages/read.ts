import { addressOf } from "~/api/client";
import type { Session } from "~/api/session";
import type { OrderMessage, OrderMessages } from "./types";

/** The messages of an order, the oldest first. Throws `Problem`. */
export async function readMessages(
  { client }: Session,
  id: string,
  signal: AbortSignal,
): Promise<readonly OrderMessage[]> {
  const address = addressOf("/api/orders/{id}/messages", { path: { id } });
  const answer = await client.send("get", address, { signal });
  return ((await answer.json()) as OrderMessages).messages;
}

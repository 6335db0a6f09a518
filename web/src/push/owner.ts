/**
 * The person who subscribed in this browser. When another person signs in here, the subscription ends. Stored are 16 bits
 * of a hash: enough to distinguish two people, too little to identify one. Pages and workers share this module.
 */
import type { Kind, Me, Session } from "~/api/session";
import { type KeptRecord, keptRecord } from "~/lib/kept-record";

export const ownerOf = (kind: Kind): KeptRecord<string> => keptRecord<string>(`docket-push-${kind}`);

/** The hash of the signed-in person. Throws `Problem`. */
export async function markOf(session: Session): Promise<string> {
  return mark((await session.client.ask("get", "/api/me")).contact);
}

export async function mark(contact: Me["contact"]): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify([contact?.phone ?? null, contact?.email ?? null]));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", text));
  return [...hash.subarray(0, 2)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Whose subscription this browser has. When another person signs in here, it is not theirs, and ends. What is kept are
 * 16 bits of a hash: enough to tell two people apart, and too little to say who it was. Pages and workers share it.
 */
import type { Kind, Me, Session } from "~/api/session";
import { type KeptRecord, keptRecord } from "~/lib/kept-record";

export const ownerOf = (kind: Kind): KeptRecord<string> => keptRecord<string>(`docket-push-${kind}`);

/** The mark of whoever is signed in. Throws `Problem`. */
export async function markOf(session: Session): Promise<string> {
  return mark((await session.client.ask("get", "/api/me")).contact);
}

export async function mark(contact: Me["contact"]): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify([contact?.phone ?? null, contact?.email ?? null]));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", text));
  return [...hash.subarray(0, 2)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

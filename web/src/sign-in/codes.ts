/**
 * Signing in with a code: asking for one, and giving it back. No React, so that every page can use it.
 */
import { Client } from "~/api/client";
import type { Session } from "~/api/session";

export type Address = { phone: string } | { email: string };

export interface Challenge {
  address: Address;
  /** What goes back together with the code. */
  challenge: string;
  /** Two signs that tell this code's message from another one to the same phone. */
  tag: string | undefined;
  /** When it was sent, in milliseconds of this device. */
  sentAt: number;
}

/** At least this long lies between two messages with the same code. */
export const RESEND_AFTER = 30_000;

/** Sends a code; with an open challenge, that one's code once more. Throws `Problem`. */
export async function sendCode(session: Session, address: Address, open?: Challenge): Promise<Challenge> {
  const answer = await new Client().ask("post", "/api/auth/codes", {
    headers: session.headers,
    body: { ...address, ...(open && { challenge: open.challenge }), session: "cookie" },
  });
  return { address, challenge: answer.challenge, tag: answer.tag ?? undefined, sentAt: Date.now() };
}

/** Gives the code back; the session has begun when this returns. Throws `Problem`, `code_rejected` among them. */
export async function signIn(
  session: Session,
  { address, challenge }: Challenge,
  code: string,
): Promise<void> {
  const { accessToken } = await new Client().ask("post", "/api/auth/tokens", {
    headers: session.headers,
    body: { ...address, challenge, code, session: "cookie" },
  });
  session.start(accessToken);
}

/** What the address is called on the page. */
export const addressText = (address: Address): string => ("phone" in address ? address.phone : address.email);

/**
 * The newest code for this address, where messages stay on this machine: the local program shows them, AWS does not.
 * Null where there are none.
 */
export async function localCode(to: string, since = 0): Promise<string | null> {
  const answer = await fetch(`/_local/messages?to=${encodeURIComponent(to)}&limit=5`).catch(() => null);
  if (!answer?.ok) return null;
  const { messages } = (await answer.json()) as { messages: { text: string; at: string }[] };
  // News about an order may have come after the code.
  const fresh = messages.filter(({ at }) => Date.parse(at) >= since);
  return fresh.map(({ text }) => /\b\d{6}\b/.exec(text)?.[0]).find(Boolean) ?? null;
}

/** Whether this is the local program, which has a demo, a clock that moves, and messages to read. */
export async function isLocal(): Promise<boolean> {
  const answer = await fetch("/_local/clock").catch(() => null);
  return answer?.ok === true;
}

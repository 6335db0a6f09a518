/**
 * Signing in with a code: requesting and submitting one. No React, so that every page can use it.
 */
import { Client } from "~/api/client";
import type { Session } from "~/api/session";

export type Address = { phone: string } | { email: string };

export interface Challenge {
  address: Address;
  /** The challenge, which is submitted together with the code. */
  challenge: string;
  /** Two characters that distinguish this code's message from another one to the same phone. */
  tag: string | undefined;
  /** When it was sent, in milliseconds of this device's clock. */
  sentAt: number;
}

/** The least time between two messages with the same code. */
export const RESEND_AFTER = 30_000;

/** Sends a code; with an open challenge, sends its code again. Throws `Problem`. */
export async function sendCode(session: Session, address: Address, open?: Challenge): Promise<Challenge> {
  const answer = await new Client().ask("post", "/api/auth/codes", {
    headers: session.headers,
    body: { ...address, ...(open && { challenge: open.challenge }), session: "cookie" },
  });
  return { address, challenge: answer.challenge, tag: answer.tag ?? undefined, sentAt: Date.now() };
}

/** Submits the code; the session has begun when this returns. Throws `Problem`, among others `code_rejected`. */
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

/** The contact's form on the page. */
export const addressText = (address: Address): string => ("phone" in address ? address.phone : address.email);

/**
 * The newest code for this contact. The local program shows its messages, a deployment on AWS does not. Null without
 * messages.
 */
export async function localCode(to: string, since = 0): Promise<string | null> {
  const answer = await fetch(`/_local/messages?to=${encodeURIComponent(to)}&limit=5`).catch(() => null);
  if (!answer?.ok) return null;
  const { messages } = (await answer.json()) as { messages: { text: string; at: string }[] };
  // A notice about an order may have followed the code.
  const fresh = messages.filter(({ at }) => Date.parse(at) >= since);
  return fresh.map(({ text }) => /\b\d{6}\b/.exec(text)?.[0]).find(Boolean) ?? null;
}

/** Whether this is the local program, which has a demo, a movable clock, and readable messages. */
export async function isLocal(): Promise<boolean> {
  const answer = await fetch("/_local/clock").catch(() => null);
  return answer?.ok === true;
}

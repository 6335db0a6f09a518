/** The people of the local program's demo, and signing in as one of them with a click. */

import type { Session } from "~/api/session";
import { isLocal, localCode, sendCode, signIn } from "./codes";

export interface Person {
  name: string;
  role: "seller" | "driver" | "admin";
  sellerId?: string;
  sellerName?: string;
  phone?: string;
  email?: string;
}

/** Empty where this is not the local program. */
export async function demoPeople(): Promise<Person[]> {
  if (!(await isLocal())) return [];
  const answer = await fetch("/_local/people").catch(() => null);
  return answer?.ok ? ((await answer.json()) as { people: Person[] }).people : [];
}

/** Requests this person's code, reads the message, and signs in with it. Throws `Problem`. */
export async function signInAs(session: Session, { phone, email }: Person): Promise<void> {
  const address = phone !== undefined ? { phone } : { email: email ?? "" };
  const asked = await localNow();
  const challenge = await sendCode(session, address);
  const to = phone ?? email ?? "";
  for (const wait of [50, 100, 200, 400, 800, 1_600, 3_000]) {
    await new Promise((done) => setTimeout(done, wait));
    const code = await localCode(to, asked);
    if (code !== null) return signIn(session, challenge, code);
  }
  throw new Error(`No code arrived for ${to}.`);
}

/** The program's clock, which may be ahead of this device's. */
async function localNow(): Promise<number> {
  const answer = await fetch("/_local/clock");
  return Date.parse(((await answer.json()) as { now: string }).now);
}

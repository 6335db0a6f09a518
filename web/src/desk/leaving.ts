/** Leaving the desk: what is done before somebody signs out, or goes to another seller's. */
import { store } from "~/lib/store";
import { push } from "./push";

const doing = new Set<() => void>();

export function beforeLeaving(act: () => void): void {
  doing.add(act);
}

export function leave(): void {
  for (const act of doing) act();
}

/** Whether somebody is signing out here, so that nobody is asked to sign in again over the page. */
export const signingOut = store(false);

/**
 * Signs out, ends the push messages of this browser, and goes to the sign-in page. Throws `Problem` when the server did
 * not end the session.
 */
export async function signOut(everywhere = false): Promise<void> {
  leave();
  signingOut.set(true);
  try {
    await push.signOut(everywhere);
  } catch (error) {
    signingOut.set(false);
    throw error;
  }
  location.assign("/desk");
}

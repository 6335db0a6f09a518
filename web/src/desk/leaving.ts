/** Leaving the sellers' pages: work before signing out, or before opening another seller's pages. */
import { store } from "~/lib/store";
import { push } from "./push";

const doing = new Set<() => void>();

export function beforeLeaving(act: () => void): void {
  doing.add(act);
}

export function leave(): void {
  for (const act of doing) act();
}

/** Whether the person is signing out here, so that the dialog for signing in again is not opened. */
export const signingOut = store(false);

/**
 * Signs out, ends the push messages of this browser, and opens the sign-in page. Throws `Problem` when the server did not
 * end the session.
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

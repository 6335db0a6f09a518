/** The second step, which is loaded while the request of the first one is sent. */
import { SignInFirst } from "./sign-in";
import { Waiting } from "./waiting";
import { loadCodeWords } from "./words";

export interface Step {
  Waiting: typeof Waiting;
  SignInFirst: typeof SignInFirst;
}

/** Loads the texts, and returns the components. */
export async function ready(): Promise<Step> {
  await loadCodeWords();
  return { Waiting, SignInFirst };
}

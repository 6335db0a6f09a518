/** What is read out: where an order went, for who does not see it go. */
import { store, useStore } from "~/lib/store";

const said = store("");

export const say = (text: string): void => said.set(text);

export const useSaid = (): string => useStore(said);

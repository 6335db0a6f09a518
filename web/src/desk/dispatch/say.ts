/** Announcements for screen readers: where an order was moved. */
import { store, useStore } from "~/lib/store";

const said = store("");

export const say = (text: string): void => said.set(text);

export const useSaid = (): string => useStore(said);

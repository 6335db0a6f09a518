/** The desk that is open, for what is no component: labels, printing. The host of the actions keeps it. */
import { store } from "~/lib/store";
import type { Desk } from "../desk-context";

export const deskNow = store<Desk | null>(null);

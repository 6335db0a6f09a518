/** The open desk, for modules outside of components: labels, printing. The host of the actions sets it. */
import { store } from "~/lib/store";
import type { Desk } from "../desk-context";

export const deskNow = store<Desk | null>(null);

/** The words that several forms have in common: of changes that are not saved, addresses, and days of the week. */
import { load } from "./index";

export const w = await load({ en: () => import("./en/editing"), de: () => import("./de/editing") });

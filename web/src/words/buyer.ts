/** The words that the buyer's pages share. */
import { load } from "./index";

export const b = await load({ en: () => import("./en/buyer"), de: () => import("./de/buyer") });

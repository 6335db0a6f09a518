/** The words of the seller's settings. */
import { load } from "./index";

export const w = await load({ en: () => import("./en/settings"), de: () => import("./de/settings") });

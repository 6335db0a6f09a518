/** The words of tracking. */
import { load } from "./index";

export const w = await load({ en: () => import("./en/track"), de: () => import("./de/track") });

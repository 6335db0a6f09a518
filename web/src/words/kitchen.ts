/** The words of the kitchen's wall display. */
import { load } from "./index";

export const w = await load({ en: () => import("./en/kitchen"), de: () => import("./de/kitchen") });

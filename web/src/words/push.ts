/** The words of web push in this browser. */
import { load } from "./index";

export const w = await load({ en: () => import("./en/push"), de: () => import("./de/push") });

/** The words of the page to pay on. */
import { load } from "./index";

export const w = await load({ en: () => import("./en/pay"), de: () => import("./de/pay") });

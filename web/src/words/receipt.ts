/** The words of a receipt. */
import { load } from "./index";

export const w = await load({ en: () => import("./en/receipt"), de: () => import("./de/receipt") });

/** The words of a buyer's own orders. */
import { load } from "./index";

export const w = await load({ en: () => import("./en/history"), de: () => import("./de/history") });

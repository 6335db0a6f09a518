/** The words of the orders list. */
import { load } from "./index";

export const w = await load({ en: () => import("./en/orders"), de: () => import("./de/orders") });

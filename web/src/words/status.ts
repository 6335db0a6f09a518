/** Where an order is, in words. */
import { load } from "./index";

export const { status } = await load({ en: () => import("./en/status"), de: () => import("./de/status") });

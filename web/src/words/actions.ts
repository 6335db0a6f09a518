/** The words of everything that changes an order. */
import { load } from "./index";

export const w = await load({ en: () => import("./en/actions"), de: () => import("./de/actions") });

/** The words of an order in the drawer, on paper and in a table. */
import { load } from "./index";

export const w = await load({ en: () => import("./en/drawer"), de: () => import("./de/drawer") });

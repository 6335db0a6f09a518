/**
 * The words of the desk, all areas at once: modules that wait for their words wait one after the other, which takes
 * most of a second on a slow network.
 */
import { load } from "./index";

export const [desk, orders, actions, drawer] = await Promise.all([
  load({ en: () => import("./en/desk"), de: () => import("./de/desk") }),
  load({ en: () => import("./en/orders"), de: () => import("./de/orders") }),
  load({ en: () => import("./en/actions"), de: () => import("./de/actions") }),
  load({ en: () => import("./en/drawer"), de: () => import("./de/drawer") }),
]);

/** The words of signing in on a buyer's page, and of giving an order's code. */
import { load } from "./index";

export const w = await load({
  en: () => import("./en/buyer-sign-in"),
  de: () => import("./de/buyer-sign-in"),
});

/** The words of the messages about an order. */
import { load } from "./index";

export const w = await load({
  en: () => import("./en/order-messages"),
  de: () => import("./de/order-messages"),
});

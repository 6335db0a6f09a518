/** The words of a buyer's page of messages, beside those of the form. */
import { load } from "./index";

export const w = await load({
  en: () => import("./en/my-messages"),
  de: () => import("./de/my-messages"),
});

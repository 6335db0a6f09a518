/** The words of the feed: what each kind of entry says. */
import { load } from "./index";

export const w = await load({
  en: () => import("./en/notifications"),
  de: () => import("./de/notifications"),
});

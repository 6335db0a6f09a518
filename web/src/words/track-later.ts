/** The words of tracking that few readers need. */
import { load } from "./index";

export const later = await load({
  en: () => import("./en/track-later"),
  de: () => import("./de/track-later"),
});

/** The words of templates: orders that are placed again. */
import { load } from "./index";

export const w = await load({ en: () => import("./en/templates"), de: () => import("./de/templates") });

/** The words of the page of drivers. */
import { load } from "./index";

export const w = await load({ en: () => import("./en/drive"), de: () => import("./de/drive") });

/** The words of the first page. */
import { load } from "./index";

export const w = await load({ en: () => import("./en/landing"), de: () => import("./de/landing") });

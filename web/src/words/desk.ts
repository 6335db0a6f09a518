/** The words of the desk's frame and of signing in. */
import { load } from "./index";

export const w = await load({ en: () => import("./en/desk"), de: () => import("./de/desk") });

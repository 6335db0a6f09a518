/** The words of the administration. */
import { load } from "./index";

export const w = await load({ en: () => import("./en/admin"), de: () => import("./de/admin") });

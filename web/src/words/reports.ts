/** The words of the reports. */
import { load } from "./index";

export const w = await load({ en: () => import("./en/reports"), de: () => import("./de/reports") });

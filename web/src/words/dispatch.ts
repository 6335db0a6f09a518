/** The words of dispatch: what waits, batches, and what drivers report. */
import { load } from "./index";

export const w = await load({ en: () => import("./en/dispatch"), de: () => import("./de/dispatch") });

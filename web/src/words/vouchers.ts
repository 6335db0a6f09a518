/** The words of the vouchers. */
import { load } from "./index";

export const w = await load({ en: () => import("./en/vouchers"), de: () => import("./de/vouchers") });

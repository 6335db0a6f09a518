/** The words of what somebody chooses about messages. */
import { load } from "./index";

export const w = await load({ en: () => import("./en/messages"), de: () => import("./de/messages") });

/** The words of forms over something that others change, too, and of what they have in common. */
import { load } from "./index";

export const w = await load({ en: () => import("./en/editing"), de: () => import("./de/editing") });

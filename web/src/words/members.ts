/** The words of the members: staff, drivers, their invitations and their access. */
import { load } from "./index";

export const w = await load({ en: () => import("./en/members"), de: () => import("./de/members") });

/** The words of products and stock. */
import { load } from "./index";

export const w = await load({ en: () => import("./en/products"), de: () => import("./de/products") });

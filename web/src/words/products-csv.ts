/** The words of the import and export of products. */
import { load } from "./index";

export const w = await load({
  en: () => import("./en/products-csv"),
  de: () => import("./de/products-csv"),
});

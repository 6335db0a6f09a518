/** What narrows the list of vouchers, as the address says it. Whatever it says wrongly is dropped. */
import { SHOWN, type Shown } from "./state";

export interface VoucherSearch {
  /** Absent for all. */
  show?: Shown;
}

export function parseVoucherSearch(search: Record<string, unknown>): VoucherSearch {
  const show = SHOWN.find((one) => one === search.show);
  return show === undefined ? {} : { show };
}

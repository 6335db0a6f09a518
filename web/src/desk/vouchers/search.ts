/** The filter of the list of vouchers, from the address. Invalid parameters are ignored. */
import { SHOWN, type Shown } from "./state";

export interface VoucherSearch {
  /** Absent for all. */
  show?: Shown;
}

export function parseVoucherSearch(search: Record<string, unknown>): VoucherSearch {
  const show = SHOWN.find((one) => one === search.show);
  return show === undefined ? {} : { show };
}

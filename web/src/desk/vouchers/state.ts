/** The present state of a voucher, by its terms and its uses. */
import type { Voucher } from "./queries";

/** `over` by its end, `off` because its seller ended it. */
export type State = "active" | "planned" | "over" | "usedUp" | "off";

/** The filters of the list. */
export const SHOWN = ["active", "planned", "ended", "off"] as const;
export type Shown = (typeof SHOWN)[number];

export function stateOf(voucher: Voucher, now: number): State {
  const { ended, usesLeft, validFrom, validUntil } = voucher;
  if (ended) return "off";
  if (validUntil !== undefined && Date.parse(validUntil) <= now) return "over";
  if (usesLeft === 0) return "usedUp";
  if (validFrom !== undefined && Date.parse(validFrom) > now) return "planned";
  return "active";
}

export function shownAs(state: State): Shown {
  switch (state) {
    case "over":
    case "usedUp":
      return "ended";
    case "active":
    case "planned":
    case "off":
      return state;
  }
}

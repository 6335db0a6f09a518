/** What can be said of a phone number before the API judges it, and what it said in the reader's words. */
import { e164 } from "~/lib/phone";
import { w } from "./words";

/** How many digits a number of North America has, the country's own 1 included. */
const NORTH_AMERICA = 11;

export function phoneFault(typed: string, calling: string): string | null {
  const phone = e164(typed, calling);
  const digits = phone.replace(/\D/g, "").length;
  if (typed.trim() === "") return w.missing;
  if (phone.startsWith("+1") && digits < NORTH_AMERICA) return w.phoneShort(NORTH_AMERICA - digits);
  if (phone.startsWith("+1") && digits > NORTH_AMERICA) return w.phoneLong;
  return /^\+[1-9]\d{6,14}$/.test(phone) ? null : w.phoneWrong;
}

/** Checks of a phone number before the request, and the API's errors about it in the reader's language. */
import { e164 } from "~/lib/phone";
import { w } from "./words";

/** The digits of a North American number, with the country code 1. */
const NORTH_AMERICA = 11;

export function phoneFault(typed: string, calling: string): string | null {
  const phone = e164(typed, calling);
  const digits = phone.replace(/\D/g, "").length;
  if (typed.trim() === "") return w.missing;
  if (phone.startsWith("+1") && digits < NORTH_AMERICA) return w.phoneShort(NORTH_AMERICA - digits);
  if (phone.startsWith("+1") && digits > NORTH_AMERICA) return w.phoneLong;
  return /^\+[1-9]\d{6,14}$/.test(phone) ? null : w.phoneWrong;
}

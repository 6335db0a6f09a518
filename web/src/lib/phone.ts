/** Phones: E.164 in requests, readable groups on the page. The API decides whether a number exists. */

/** The calling codes offered by name; others are typed with their `+`. */
export const COUNTRIES = [
  ["US", "+1"],
  ["DE", "+49"],
  ["GB", "+44"],
  ["AT", "+43"],
  ["CH", "+41"],
  ["FR", "+33"],
  ["ES", "+34"],
  ["IT", "+39"],
  ["NL", "+31"],
  ["IN", "+91"],
  ["AE", "+971"],
  ["AU", "+61"],
  ["JP", "+81"],
] as const;

/** A typed number as E.164: `(202) 555-0103` after `+1`, `0170 1234567` after `+49`, or a complete `+44 …`. */
export function e164(typed: string, callingCode: string): string {
  const digits = typed.replace(/[^\d+]/g, "");
  if (digits.startsWith("+")) return digits;
  if (digits.startsWith("00")) return `+${digits.slice(2)}`;
  // A trunk zero is not dialled from abroad. Italy keeps it, North America has none.
  const national = callingCode === "+39" || callingCode === "+1" ? digits : digits.replace(/^0/, "");
  const own =
    callingCode === "+1" && national.length === 11 && national.startsWith("1") ? national.slice(1) : national;
  return `${callingCode}${own}`;
}

/** `+12025550103` as `+1 202 555 0103`: groups, so that it can be read aloud. */
export function spaced(phone: string): string {
  const north = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(phone);
  if (north) return `+1 ${north[1]} ${north[2]} ${north[3]}`;
  const code = COUNTRIES.map(([, prefix]) => prefix).find((prefix) => phone.startsWith(prefix));
  if (!code) return phone;
  return `${code} ${phone.slice(code.length).replace(/(\d{3})(?=\d{3})/g, "$1 ")}`;
}

/** The calling code of the reader's region, for the country picker. */
export function likelyCallingCode(): string {
  const region = navigator.languages.map((one) => one.split("-")[1]).find(Boolean);
  return COUNTRIES.find(([country]) => country === region)?.[1] ?? "+1";
}

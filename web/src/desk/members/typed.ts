/** The edited fields of a member, and the changes among them. */
import { COUNTRIES, e164 } from "~/lib/phone";
import type { Member, MemberChange, NewMember } from "./queries";
import type { Role } from "./search";

export interface Typed {
  name: string;
  /** A calling code, or nothing for a number with its own `+`. */
  country: string;
  phone: string;
  email: string;
  role: Role;
}

/** Codes that begin with another one come first. */
const CODES = COUNTRIES.map(([, code]) => code).sort((a, b) => b.length - a.length);

/** `+12025550142` as a calling code and the rest, for the two fields. */
export function apart(phone: string): Pick<Typed, "country" | "phone"> {
  const country = CODES.find((code) => phone.startsWith(code)) ?? "";
  const rest = phone.slice(country.length);
  return { country, phone: country === "" ? phone : rest.replace(/(\d{3})(?=\d{3})/g, "$1 ") };
}

export function typedOf(member: Member, likely: string): Typed {
  const { name, phone, email, role } = member;
  const number = phone === null ? { country: likely, phone: "" } : apart(phone);
  return { name, ...number, email: email ?? "", role };
}

export const phoneOf = ({ phone, country }: Pick<Typed, "phone" | "country">): string | null =>
  phone.trim() === "" ? null : e164(phone, country);

const emailOf = ({ email }: Typed): string | null => email.trim() || null;

/** Empty fields are not sent, so that the API reports them as missing. */
export function newMember(typed: Typed, sellerId: string): NewMember {
  const [phone, email] = [phoneOf(typed), emailOf(typed)];
  const { name, role } = typed;
  return {
    name,
    role,
    ...(phone && { phone }),
    ...(email && { email }),
    ...(role !== "admin" && { sellerId }),
  };
}

/** Only changed fields are sent, so that concurrent changes of the others remain. */
export function changeOf(member: Member, typed: Typed, sellerId: string): MemberChange {
  const change: MemberChange = {};
  const [phone, email] = [phoneOf(typed), emailOf(typed)];
  if (typed.name.trim() !== member.name) change.name = typed.name;
  if (phone !== member.phone) change.phone = phone;
  if (email !== member.email) change.email = email;
  if (typed.role !== member.role) {
    change.role = typed.role;
    // An administrator belongs to no seller; a former administrator belongs to this one.
    if (member.sellerId === null) change.sellerId = sellerId;
  }
  return change;
}

export const isChanged = (change: MemberChange): boolean => Object.keys(change).length > 0;

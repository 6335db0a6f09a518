/** The filters of the list of members, from the address. Invalid parameters are ignored. */
import type { Member } from "./queries";

export const STATUSES = ["invited", "accepted", "disabled"] as const satisfies readonly Member["status"][];
export const ROLES = ["seller", "driver", "admin"] as const satisfies readonly Member["role"][];

export type Status = (typeof STATUSES)[number];
export type Role = (typeof ROLES)[number];

export interface MemberSearch {
  /** Absent for every status. */
  show?: Status;
  /** Absent for every role. */
  role?: Role;
}

export function parseMemberSearch(search: Record<string, unknown>): MemberSearch {
  const show = STATUSES.find((one) => one === search.show);
  const role = ROLES.find((one) => one === search.role);
  return { ...(show && { show }), ...(role && { role }) };
}

export const fits = (member: Member, { show, role }: MemberSearch): boolean =>
  (show === undefined || member.status === show) && (role === undefined || member.role === role);

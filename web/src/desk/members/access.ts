/**
 * Which changes of a member the signed-in person may make, and why not: the API's rules, shown before a request is refused.
 * The API decides.
 */
import type { Desk } from "../desk-context";
import type { Member } from "./queries";
import type { Role } from "./search";

export type Why = "own" | "ownAccess" | "accepted" | "disabled" | "setUp" | "others";

/** For each part the reason why it cannot be changed; null where it can. */
export interface Access {
  own: boolean;
  name: Why | null;
  role: Why | null;
  contact: Why | null;
  disabling: Why | null;
}

export function accessTo(member: Member, { me, staff }: Pick<Desk, "me" | "staff">): Access {
  const own = member.id === me.member?.id;
  const none = (why: Why): Access => ({ own, name: why, role: why, contact: why, disabling: why });
  // Only administrators from the deployment's parameters lack this moment.
  if (member.createdAt === undefined) return none("setUp");
  if (own) return { own, name: null, role: "own", contact: null, disabling: "ownAccess" };
  if (staff === "admin") return { own, name: null, role: null, contact: null, disabling: null };
  if (member.role === "admin") return none("others");
  return { own, name: null, role: null, contact: contactOf(member), disabling: null };
}

/** A disabled member may have accepted before: that is known again when they are enabled. */
function contactOf({ status }: Member): Why | null {
  switch (status) {
    case "invited":
      return null;
    case "accepted":
      return "accepted";
    case "disabled":
      return "disabled";
  }
}

/** The roles that the signed-in person can assign. */
export function rolesFor({ staff }: Pick<Desk, "staff">): readonly Role[] {
  return staff === "admin" ? ["seller", "driver", "admin"] : ["seller", "driver"];
}

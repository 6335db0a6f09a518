import { expect, test } from "vitest";
import type { Me } from "~/api/session";
import { accessTo, rolesFor } from "./access";
import type { Member } from "./queries";

const member = (part: Partial<Member> = {}): Member => ({
  id: "MBR-1",
  name: "Ada",
  phone: "+12025550142",
  email: null,
  role: "seller",
  sellerId: "spice-kitchen",
  status: "accepted",
  disabled: false,
  createdAt: "2026-11-20T12:00:00.000Z",
  version: 1,
  ...part,
});

const me = (id: string | null): Me => ({
  role: "seller",
  member: id === null ? null : member({ id }),
  seller: null,
  contact: null,
  invitations: [],
});

const staff = { me: me("MBR-9"), staff: "seller" } as const;
const admin = { me: me(null), staff: "admin" } as const;

test("staff can change colleagues, and contacts of unaccepted ones only", () => {
  expect(accessTo(member(), staff)).toMatchObject({ name: null, role: null, disabling: null });
  expect(accessTo(member(), staff).contact).toBe("accepted");
  expect(accessTo(member({ status: "invited" }), staff).contact).toBeNull();
  expect(accessTo(member({ status: "disabled", disabled: true }), staff).contact).toBe("disabled");
  expect(accessTo(member({ role: "admin", sellerId: null }), staff).name).toBe("others");
});

test("nobody changes the own role or disables themselves, not even an administrator", () => {
  for (const who of [staff, { ...admin, me: me("MBR-9") }]) {
    expect(accessTo(member({ id: "MBR-9" }), who)).toEqual({
      own: true,
      name: null,
      role: "own",
      contact: null,
      disabling: "ownAccess",
    });
  }
});

test("administrators change everybody but those of the installation's settings", () => {
  expect(accessTo(member(), admin)).toMatchObject({ role: null, contact: null, disabling: null });
  const { createdAt: _, ...setUp } = member({ role: "admin", sellerId: null });
  expect(accessTo(setUp, admin)).toMatchObject({ name: "setUp", role: "setUp", disabling: "setUp" });
});

test("only administrators make administrators", () => {
  expect(rolesFor(staff)).toEqual(["seller", "driver"]);
  expect(rolesFor(admin)).toContain("admin");
});

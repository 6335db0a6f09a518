import { expect, test } from "vitest";
import type { Member } from "./queries";
import { apart, changeOf, isChanged, newMember, typedOf } from "./typed";

const ADA: Member = {
  id: "MBR-1",
  name: "Ada",
  phone: "+12025550142",
  email: null,
  role: "seller",
  sellerId: "spice-kitchen",
  status: "invited",
  disabled: false,
  createdAt: "2026-11-20T12:00:00.000Z",
  version: 1,
};

const typed = typedOf(ADA, "+49");

test("a number is shown by its country and typed back as it was", () => {
  for (const phone of ["+12025550142", "+491701234567", "+9715012345678", "+5511987654321"]) {
    expect(changeOf({ ...ADA, phone }, typedOf({ ...ADA, phone }, "+1"), "spice-kitchen"), phone).toEqual({});
  }
  expect(apart("+9715012345678").country).toBe("+971");
  expect(apart("+5511987654321")).toEqual({ country: "", phone: "+5511987654321" });
  expect(typedOf({ ...ADA, phone: null }, "+49")).toMatchObject({ country: "+49", phone: "" });
});

test("only changed fields are sent", () => {
  expect(isChanged(changeOf(ADA, typed, "spice-kitchen"))).toBe(false);
  expect(changeOf(ADA, { ...typed, name: "Ada King" }, "spice-kitchen")).toEqual({ name: "Ada King" });
  const moved = { ...typed, phone: " ", email: " ada@example.com " };
  expect(changeOf(ADA, moved, "spice-kitchen")).toEqual({ phone: null, email: "ada@example.com" });
});

test("an administrator who becomes staff belongs to this seller", () => {
  const admin: Member = { ...ADA, role: "admin", sellerId: null };
  expect(changeOf(admin, { ...typedOf(admin, "+1"), role: "driver" }, "spice-kitchen")).toEqual({
    role: "driver",
    sellerId: "spice-kitchen",
  });
  expect(changeOf(ADA, { ...typed, role: "admin" }, "spice-kitchen")).toEqual({ role: "admin" });
});

test("a new administrator has no seller, and empty fields are not sent", () => {
  const nobody = { ...typed, name: "Root", phone: "", email: "root@example.com" };
  expect(newMember({ ...nobody, role: "admin" }, "spice-kitchen")).toEqual({
    name: "Root",
    role: "admin",
    email: "root@example.com",
  });
  expect(newMember({ ...nobody, role: "driver", email: "" }, "spice-kitchen")).toEqual({
    name: "Root",
    role: "driver",
    sellerId: "spice-kitchen",
  });
});

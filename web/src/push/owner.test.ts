import { expect, it } from "vitest";
import { mark } from "./owner";

it("the mark of a person is short, the same each time, and another one for somebody else", async () => {
  const mine = await mark({ phone: "+12025550101" });
  expect(mine).toMatch(/^[0-9a-f]{4}$/);
  expect(await mark({ phone: "+12025550101" })).toBe(mine);
  expect(await mark({ phone: "+12025550102" })).not.toBe(mine);
  expect(await mark({ email: "ada@example.com" })).not.toBe(await mark(null));
});

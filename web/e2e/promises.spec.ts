/** Orders that take longer than promised, and notes of colleagues about them. */
import type { Page } from "@playwright/test";
import { type Docket, expect, newPhone, signInAtDesk, test } from "./harness";

/** A guest's order at Spice Kitchen that was accepted with 20 minutes, open in the drawer. */
async function accepted(page: Page, docket: Docket, name: string) {
  const { id, token } = await docket.order({
    sellerId: "spice-kitchen",
    items: [{ productId: "sk-thali", quantity: 1 }],
    fulfilment: { method: "pickup" },
    customer: { name, phone: newPhone() },
  });
  const seller = await docket.token("+12025550103");
  await docket.ask("PATCH", `/api/orders/${id}/accept`, { estimatedPrepTime: 20 }, seller);
  await signInAtDesk(page, "Kira Spice");
  await page.goto(`/desk/orders?view=table&order=${id}`);
  const drawer = page.getByRole("complementary", { name: new RegExp(id.slice(-4)) });
  await expect(drawer.getByRole("heading", { name: "Items" })).toBeVisible();
  return { id, token, drawer };
}

test("a delay moves the promised time, and its reason is in the history", async ({ page, docket }) => {
  const { id, token, drawer } = await accepted(page, docket, "Della Delay");
  const promised = async () => {
    const { order } = await docket.ask("GET", `/api/orders/${id}`, undefined, token);
    return Date.parse((order as { promisedAt: string }).promisedAt);
  };
  const before = await promised();
  await drawer.getByRole("button", { name: "Delay…" }).click();
  const dialog = page.getByRole("dialog", { name: `Delay ${id.slice(-4)}` });
  await dialog.getByRole("radio", { name: "+15" }).click();
  await dialog.getByRole("radio", { name: "Waiting for a driver" }).click();
  await dialog.getByRole("button", { name: /^Promise \d\d:\d\d$/ }).click();
  await expect(dialog).toBeHidden();
  const moved = drawer.locator(".timeline li").filter({ hasText: "Promised time moved" });
  await expect(moved).toContainText("“Waiting for a driver”");
  expect((await promised()) - before).toBe(15 * 60_000);
});

test("a note of the staff is for colleagues only", async ({ page, docket }) => {
  const { id, token, drawer } = await accepted(page, docket, "Nora Note");
  await drawer.getByRole("button", { name: "Add a note", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: `Add a note to ${id.slice(-4)}` });
  await dialog.getByRole("button", { name: "Add note" }).click();
  await expect(dialog).toContainText("Enter a note.");
  await dialog.getByLabel("Note for your colleagues").fill("Rang twice, <b>nobody</b> there.");
  await dialog.getByRole("button", { name: "Add note" }).click();
  await expect(dialog).toBeHidden();
  const notes = drawer.getByRole("region", { name: /notes/i });
  await expect(notes).toContainText("Rang twice, <b>nobody</b> there.");
  await expect(notes).toContainText("Kira Spice");
  await expect(drawer.locator(".timeline")).toContainText("Note added");
  const buyers = await docket.ask("GET", `/api/orders/${id}`, undefined, token);
  expect(JSON.stringify(buyers)).not.toContain("Rang twice");
});

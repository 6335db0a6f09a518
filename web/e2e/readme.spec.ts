/** The pictures of README: the orders page with the demo's orders, and an order on a phone. They go to docs/pictures. */
import { fileURLToPath } from "node:url";
import { expect, newPhone, signInAtDesk, testWithOrders as test } from "./harness";

const picture = (name: string) => ({
  path: fileURLToPath(new URL(`../pictures/${name}.jpg`, import.meta.url)),
  type: "jpeg" as const,
  quality: 80,
});

test("the desk has the demo's orders on a board", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await signInAtDesk(page, "Kira Spice");
  await expect(page.locator("li[data-order]").nth(8)).toBeVisible();
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot(picture("desk"));
});

test("a buyer follows the order on a phone", async ({ page, docket }) => {
  const phone = newPhone();
  const placed = (await docket.ask("POST", "/api/orders", {
    sellerId: "spice-kitchen",
    items: [
      { productId: "sk-thali", quantity: 2 },
      { productId: "sk-lassi", quantity: 1 },
    ],
    customer: { name: "Ada Lindqvist", phone },
    fulfilment: { method: "pickup" },
  })) as { order: { id: string } };
  await page.setViewportSize({ width: 390, height: 780 });
  await page.goto(`/t/${placed.order.id}`);
  await page.getByRole("button", { name: /^Just placed it/ }).click();
  await page.getByLabel("Six digits").fill(await docket.code(phone));
  // Only a confirmed order can be accepted.
  const now = page.getByRole("heading", { level: 1 });
  await expect(now).toHaveText("Spice Kitchen has your order");
  const staff = await docket.token("+12025550103");
  await docket.ask("PATCH", `/api/orders/${placed.order.id}/accept`, { estimatedPrepTime: 25 }, staff);
  await expect(now).toContainText(/prepar/i, { timeout: 15_000 });
  await page.screenshot(picture("tracking"));
});

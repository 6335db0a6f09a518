/** Payment first: the seller receives the order once it is paid. */
import type { Page } from "@playwright/test";
import { type Docket, expect, expectAccessible, newPhone, pictures, signInAtDesk, test } from "./harness";
import { follow, main, ordered, pay, payButton } from "./paying";

const KITCHEN = "+12025550103";

const now = (page: Page) => page.getByRole("heading", { level: 1 });

async function wantPaymentFirst(docket: Docket): Promise<void> {
  const change = { payments: { required: true } };
  await docket.ask("PATCH", "/api/sellers/spice-kitchen", change, await docket.token(KITCHEN));
}

test("the kitchen sees an order once it is paid for", async ({ page, browser, docket }) => {
  test.slow();
  await wantPaymentFirst(docket);
  const phone = newPhone();
  const { id } = await ordered(docket, "spice-kitchen", "sk-thali", phone);
  await follow(page, docket, id, phone);
  await expect(now(page)).toHaveText("One step left: your payment");
  await expect(main(page)).toContainText(/Pay by .*\d:\d\d/);
  await expectAccessible(page);
  await pictures(page, "track-pay-first");

  const context = await browser.newContext({ baseURL: docket.url });
  const desk = await context.newPage();
  await signInAtDesk(desk, "Kira Spice");
  await desk.goto("/desk/orders?view=table");
  await expect(desk.getByRole("heading", { name: "No orders yet" })).toBeVisible();
  const row = desk.getByText(id.slice(-4));
  await expect(row).toHaveCount(0);

  await pay(page, "Pay by card The card works.");
  await page.getByRole("link", { name: "Back to the order" }).click();
  await expect(now(page)).toHaveText("Spice Kitchen has your order");
  await expect(row.first()).toBeVisible();
  await context.close();
});

test("what is not paid for in time lapses, and says so", async ({ page, docket }) => {
  await wantPaymentFirst(docket);
  const phone = newPhone();
  const { id } = await ordered(docket, "spice-kitchen", "sk-thali", phone);
  await follow(page, docket, id, phone);
  await expect(payButton(page)).toBeVisible();
  await docket.advance("31m");
  await expect(now(page)).toHaveText("Your order has lapsed");
  await expect(main(page)).toContainText("The time is over. Nothing is charged.");
  await expect(payButton(page)).toBeHidden();
  await expectAccessible(page);
});

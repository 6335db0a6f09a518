/** Refunds and disputes, as staff and buyers see them, with the stand-in payment provider. */
import { expect, expectAccessible, newPhone, pictures, signInAtDesk, test } from "./harness";
import { confirm, follow, main, ordered, PRODUCER, pay } from "./paying";

test("a refund that failed is tried again, or given by hand", async ({ page, browser, docket }) => {
  const phone = newPhone();
  const { id } = await ordered(docket, "green-valley", "gv-honey", phone);
  await follow(page, docket, id, phone);
  await pay(page, "Pay by card The card works.");
  await page.getByRole("link", { name: "Back to the order" }).click();
  await expect(main(page).getByText("Paid", { exact: true })).toBeVisible();
  await docket.ask("POST", "/_local/stripe/faults", {
    kind: "refund_fails",
    times: 2,
    seconds: 1,
    reason: "lost_or_stolen_card",
  });
  const paula = await docket.token(PRODUCER);
  const wish = { amount: 300, reason: "One jar was broken." };
  await docket.ask("POST", `/api/orders/${id}/refunds`, wish, paula);

  const context = await browser.newContext({ baseURL: docket.url });
  const desk = await context.newPage();
  await signInAtDesk(desk, "Paula Green");
  await desk.goto(`/desk/orders?view=table&order=${id}`);
  const payment = desk.getByRole("region", { name: "Payment" });
  const refunds = payment.getByRole("list", { name: "Refunds" });
  await docket.advance("2s");
  const why = "Not given back: the card was reported lost or stolen.";
  await expect(refunds).toContainText(why, { timeout: 15_000 });
  await expect(payment.locator(".section-head")).toContainText("Refund failed");
  await expectAccessible(desk);
  await pictures(desk, "drawer-refund-failed");
  await refunds.getByRole("button", { name: "Try again" }).click();
  await expect(refunds).not.toContainText(why);
  await docket.advance("2m");
  await expect(refunds).toContainText(why, { timeout: 15_000 });
  await page.reload();
  await expect(main(page)).toContainText("We could not send $3.00 back to you yet. We will get back to you.");

  await refunds.getByRole("button", { name: "Given by hand…" }).click();
  const dialog = desk.getByRole("dialog", { name: "$3.00 was given back by hand" });
  await dialog.getByLabel("Reference").fill("till 2, receipt 1201");
  await expectAccessible(desk);
  await pictures(desk, "settle-dialog");
  await dialog.getByRole("button", { name: "Record as given back" }).click();
  await expect(dialog).toBeHidden();
  await expect(refunds).toContainText("Given back by hand");
  await expect(refunds).toContainText("till 2, receipt 1201");
  await context.close();
  await page.reload();
  await expect(main(page)).toContainText("$3.00 went back to you");
  await docket.ask("DELETE", "/_local/stripe/faults");
});

test("a payment that the bank looks into says so, on both sides", async ({ page, browser, docket }) => {
  const phone = newPhone();
  const { id, token } = await ordered(docket, "green-valley", "gv-eggs", phone);
  const intent = await docket.ask("POST", `/api/orders/${id}/payment-intents`, undefined, token);
  const payment_intent = await confirm(docket, intent.clientSecret as string);
  await follow(page, docket, id, phone);
  await expect(main(page).getByText("Paid", { exact: true })).toBeVisible();
  await docket.ask("POST", "/_local/stripe/disputes", { payment_intent });
  const context = await browser.newContext({ baseURL: docket.url });
  const desk = await context.newPage();
  await signInAtDesk(desk, "Paula Green");
  await desk.goto(`/desk/orders?view=table&payment=disputed&order=${id}`);
  await expect(desk.getByRole("row").filter({ hasText: id.slice(-4) })).toContainText("Disputed");
  const payment = desk.getByRole("region", { name: "Payment" });
  await expect(payment).toContainText("The customer asked the bank for this money back.");
  await expect(payment.getByRole("button", { name: "Refund…" })).toBeHidden();
  await expect(desk.getByText("the customer says that they did not make this payment")).toBeVisible();
  await expectAccessible(desk);
  await pictures(desk, "drawer-disputed");
  await expect(main(page)).toContainText("You asked your bank about this payment.", { timeout: 12_000 });
  await docket.ask("POST", "/_local/stripe/disputes", { payment_intent, outcome: "lost" });
  await expect(payment).toContainText("Taken back by the bank", { timeout: 15_000 });
  await context.close();
});

test("what was paid by hand is given back by hand", async ({ page, docket }) => {
  const { id } = await ordered(docket, "green-valley", "gv-eggs", newPhone());
  const paula = await docket.token(PRODUCER);
  await docket.ask("POST", `/api/orders/${id}/payments`, { amount: 600, method: "cash" }, paula);
  await signInAtDesk(page, "Paula Green");
  await page.goto(`/desk/orders?view=table&order=${id}`);
  const payment = page.getByRole("region", { name: "Payment" });
  await expect(payment).toContainText("Part paid");
  await payment.getByRole("button", { name: "Refund…" }).click();
  const dialog = page.getByRole("dialog", { name: /^Refund / });
  await dialog.getByLabel("Amount").fill("2.00");
  await dialog.getByRole("radio", { name: "Something was wrong" }).click();
  await dialog.getByRole("button", { name: "Refund $2.00" }).dblclick();
  const refunds = payment.getByRole("list", { name: "Refunds" });
  await expect(refunds.getByRole("listitem")).toHaveCount(1);
  await expect(refunds).toContainText("Waits until somebody hands it over");
  await refunds.getByRole("button", { name: "Given by hand…" }).click();
  await page.getByRole("button", { name: "Record as given back" }).click();
  await expect(refunds).toContainText("Given back by hand");
  await expect(payment).toContainText("Kept$4.00");
});

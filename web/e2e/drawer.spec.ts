/** One order in the drawer. */
import type { Page } from "@playwright/test";
import { ADMIN, expect, expectAccessible, type Json, pictures, SELLER, signInAtDesk, test } from "./harness";
import { place, read } from "./kitchen-orders";

/** The drawer with this order. */
async function open(page: Page, id: string) {
  await page.goto(`/desk/orders?view=table&order=${id}`);
  const drawer = page.getByRole("complementary", { name: new RegExp(id.slice(-4)) });
  await expect(drawer.getByRole("heading", { name: "Items" })).toBeVisible();
  return drawer;
}

test("a stale tab says who changed what, and shows the present order", async ({ page, docket }) => {
  const [seller, admin] = [await docket.token(SELLER), await docket.token(ADMIN)];
  const id = await place(docket, "Stella Stale");
  await docket.ask("PATCH", `/api/orders/${id}/accept`, {}, seller);
  await signInAtDesk(page, "Kira Spice");
  const drawer = await open(page, id);
  await drawer.getByRole("button", { name: "Next: Ready" }).click();
  await expect(page.getByRole("button", { name: /Undo/ })).toBeVisible();
  await docket.ask("PATCH", `/api/orders/${id}/admin-cancel`, { reason: "Fraud." }, admin);
  const alert = page.getByRole("alert").filter({ hasText: id.slice(-4) });
  await expect(alert).toContainText(
    /was cancelled by .+ at \d\d:\d\d\. Your change “Ready” was not saved\./,
    {
      timeout: 12_000,
    },
  );
  await expect(drawer.locator(".drawer-title")).toContainText("Cancelled");
  expect((await read(docket, id, seller)).status).toBe("CANCELLED");
});

test("a button that is pressed twice, and an answer that is lost, record one payment", async ({
  page,
  docket,
}) => {
  const seller = await docket.token(SELLER);
  const id = await place(docket, "Pia Paid");
  await signInAtDesk(page, "Kira Spice");
  const drawer = await open(page, id);
  const keys: string[] = [];
  await page.route("**/payments", async (route) => {
    keys.push(route.request().headers()["idempotency-key"] ?? "");
    // The server has made the change, and its answer is lost.
    if (keys.length === 1) {
      await route.fetch();
      await route.abort();
    } else await route.continue();
  });
  await drawer.getByRole("button", { name: "Record a payment…" }).click();
  const dialog = page.getByRole("dialog", { name: /Record a payment/ });
  await dialog.getByLabel("Reference").fill("till 2, receipt 1184");
  await dialog.getByRole("button", { name: /^Record \$/ }).dblclick();
  await expect(dialog.getByRole("alert")).toContainText("The server did not answer");
  await expect(dialog.getByLabel("Reference")).toHaveValue("till 2, receipt 1184");
  await dialog.getByRole("button", { name: /^Record \$/ }).click();
  await expect(dialog).toBeHidden();
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
  const { payment } = (await docket.ask("GET", `/api/orders/${id}/admin`, undefined, seller)) as {
    payment: { records: Json[] };
  };
  expect(payment.records).toHaveLength(1);
  await expect(drawer).toContainText("cash, till 2, receipt 1184");
});

test("a session that ends asks for a code over the page, and what was typed goes out", async ({
  page,
  context,
  docket,
}) => {
  const id = await place(docket, "Tess Typed");
  await signInAtDesk(page, "Kira Spice");
  const drawer = await open(page, id);
  await drawer.getByRole("button", { name: "Record a payment…" }).click();
  const dialog = page.getByRole("dialog", { name: /Record a payment/ });
  await dialog.getByLabel("Reference").fill("typed before the end");
  await context.clearCookies();
  await page.route("**/payments", async (route) => {
    const old = { ...route.request().headers(), authorization: "Bearer ended" };
    await route.continue({ headers: old });
    await page.unroute("**/payments");
  });
  await dialog.getByRole("button", { name: /^Record \$/ }).click();
  const over = page.getByRole("dialog", { name: "Your session ended" });
  // The page has already read the code for signing in; the next code to read is the new one.
  await docket.code(SELLER);
  await over.getByLabel("Your phone number").fill("202 555 0103");
  await over.getByRole("button", { name: "Send the code" }).click();
  const digits = over.getByLabel("Six digits from the message");
  await digits.waitFor();
  await digits.fill(await docket.code(SELLER));
  await expect(over).toBeHidden();
  await expect(dialog).toBeHidden();
  await expect(drawer).toContainText("typed before the end");
});

test("a step waits five seconds, longer while it is looked at, and can be called off", async ({
  page,
  docket,
}) => {
  const seller = await docket.token(SELLER);
  const id = await place(docket, "Una Undo");
  await docket.ask("PATCH", `/api/orders/${id}/accept`, {}, seller);
  const before = await read(docket, id, seller);
  await signInAtDesk(page, "Kira Spice");
  const drawer = await open(page, id);
  await drawer.getByRole("button", { name: "Next: Ready" }).click();
  const undo = page.getByRole("button", { name: /Undo/ });
  await undo.hover();
  await page.waitForTimeout(6_000);
  await expect(undo).toBeVisible();
  await undo.click();
  await expect(undo).toBeHidden();
  await page.waitForTimeout(6_000);
  expect((await read(docket, id, seller)).version).toBe(before.version);
});

test("a page that closes sends what was going out", async ({ page, docket }) => {
  const seller = await docket.token(SELLER);
  const id = await place(docket, "Clara Closed");
  await docket.ask("PATCH", `/api/orders/${id}/accept`, {}, seller);
  await signInAtDesk(page, "Kira Spice");
  const drawer = await open(page, id);
  await drawer.getByRole("button", { name: "Next: Ready" }).click();
  await expect(page.getByRole("button", { name: /Undo/ })).toBeVisible();
  await page.goto("about:blank");
  await expect.poll(async () => (await read(docket, id, seller)).status, { timeout: 4_000 }).toBe("READY");
});

test("rejecting asks for the reason, and says what is refunded", async ({ page, docket }) => {
  const seller = await docket.token(SELLER);
  const id = await place(docket, "Rita Refund");
  const payment = { amount: 1_000, method: "card" };
  await docket.ask("POST", `/api/orders/${id}/payments`, payment, seller);
  await signInAtDesk(page, "Kira Spice");
  const drawer = await open(page, id);
  await drawer.getByRole("button", { name: "Reject…" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText("$10.00 is refunded to the customer");
  await expectAccessible(page);
  await dialog.getByRole("radio", { name: "Other…" }).click();
  await dialog.getByRole("button", { name: "Reject and refund $10.00" }).click();
  await expect(dialog).toContainText("Enter a reason");
  await dialog.getByLabel("Your reason").fill("The oven is broken.");
  await dialog.getByRole("button", { name: "Reject and refund $10.00" }).click();
  await expect(dialog).toBeHidden();
  await expect(drawer.locator(".timeline")).toContainText("“The oven is broken.”");
  expect((await read(docket, id, seller)).status).toBe("REJECTED");
});

test("accepting promises the minutes that were chosen", async ({ page, docket }) => {
  const seller = await docket.token(SELLER);
  const id = await place(docket, "Mina Minutes");
  await signInAtDesk(page, "Kira Spice");
  const drawer = await open(page, id);
  await drawer.getByRole("radio", { name: "40" }).click();
  await drawer.getByRole("button", { name: /^Accept, ready at \d\d:\d\d$/ }).click();
  await expect
    .poll(async () => (await read(docket, id, seller)).estimatedPrepTime, { timeout: 10_000 })
    .toBe(40);
});

test("what is denied says why, and the keyboard walks the list and comes back", async ({ page, docket }) => {
  const id = await place(docket, "Kay Board");
  await signInAtDesk(page, "Kira Spice");
  await page.goto("/desk/orders?view=table");
  const link = page.locator(`tr[data-order="${id}"] a`).first();
  await link.focus();
  await page.keyboard.press("Enter");
  const drawer = page.locator(".drawer");
  await expect(drawer.getByRole("heading", { level: 2 })).toBeFocused();
  await drawer.getByText(/steps? not available now/).click();
  const denied = drawer.getByRole("button", { name: "Ready", exact: true });
  await expect(denied).toHaveAttribute("aria-disabled", "true");
  await expect(denied).toHaveAccessibleDescription(/READY/);
  await expectAccessible(page);
  await pictures(page, "drawer");
  await drawer.getByRole("heading", { level: 2 }).focus();
  await page.keyboard.press("Escape");
  await expect(drawer).toBeHidden();
  await expect(link).toBeFocused();
});

test("splitting divides the order, and the parts name each other", async ({ page, docket }) => {
  const id = await place(docket, "Sophie Split");
  await signInAtDesk(page, "Kira Spice");
  const drawer = await open(page, id);
  await drawer.getByRole("button", { name: "Split…" }).click();
  const dialog = page.getByRole("dialog", { name: /Split/ });
  await dialog.getByRole("button", { name: "One more: Vegetable thali" }).click();
  await expect(dialog).toContainText("The new order has 1 item");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Split off 1 item" }).click();
  await expect(dialog).toBeHidden();
  await expect(drawer.getByRole("heading", { name: "Related" })).toBeVisible();
  await expect(drawer.locator(".related")).toContainText("Split into");
});

test("an administrator overrides with the number typed, and the history marks it", async ({
  page,
  docket,
}) => {
  const seller = await docket.token(SELLER);
  const id = await place(docket, "Ova Ride");
  await page.goto("/desk");
  await page.getByRole("button", { name: "Administrator" }).click();
  await page.getByRole("button", { name: /^Spice Kitchen/ }).click();
  await expect(page.getByRole("heading", { name: "Orders", level: 1 })).toBeVisible();
  const drawer = await open(page, id);
  await drawer.getByRole("button", { name: "Override status…" }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByLabel("New status").selectOption("READY");
  await dialog.getByRole("radio", { name: "The customer agreed" }).click();
  await dialog.getByRole("button", { name: "Set to Ready" }).click();
  await expect(dialog).toContainText(`This is not ${id.slice(-4)}`);
  await dialog.getByLabel(/^Type/).fill(id.slice(-4).toLowerCase());
  await dialog.getByRole("button", { name: "Set to Ready" }).click();
  await expect(dialog).toBeHidden();
  await expect(drawer.locator(".timeline")).toContainText("Rules bypassed");
  expect((await read(docket, id, seller)).status).toBe("READY");
});

test("names and notes are data, whatever they say", async ({ page, docket }) => {
  const name = `<img src=x onerror=alert(1)> "Bobby"`;
  const id = await place(docket, name, { notes: "<script>alert(2)</script>" });
  await signInAtDesk(page, "Kira Spice");
  const drawer = await open(page, id);
  await expect(drawer).toContainText(name);
  await expect(drawer).toContainText("<script>alert(2)</script>");
  await drawer.getByRole("button", { name: "Reject…" }).click();
  await expect(page.getByRole("alertdialog")).toContainText(name);
});

test("staff see what people were sent about an order, and what did not reach them", async ({
  page,
  docket,
}) => {
  const id = await place(docket, "Mona Message");
  await signInAtDesk(page, "Kira Spice");
  const drawer = await open(page, id);
  await drawer.getByText("Messages about this order").click();
  const received = drawer.locator(".order-messages > li").filter({ hasText: "Order received" });
  await expect(received).toContainText("Customer, SMS");
  await expect(received.locator(".order-messages-state")).toHaveText(/Sent|Not sent/);
  await expectAccessible(page);
});

/** A buyer's own orders. */
import type { Page } from "@playwright/test";
import { type Docket, expect, expectAccessible, newPhone, pictures, test } from "./harness";

async function signIn(page: Page, docket: Docket, phone: string): Promise<void> {
  await page.goto("/my");
  await page.getByRole("textbox", { name: "Phone number" }).fill(phone.slice(2));
  await page.getByRole("button", { name: "Send the code" }).click();
  const digits = page.getByLabel("Six digits");
  await expect(digits).toBeFocused();
  await digits.fill(await docket.code(phone));
  await expect(page.getByRole("button", { name: "Sign out", exact: true })).toBeVisible();
}

const order = (docket: Docket, phone: string, sellerId: string, productId: string) =>
  docket.order({
    sellerId,
    items: [{ productId, quantity: 2 }],
    customer: { name: "Ada", phone },
    fulfilment: { method: "pickup" },
  });

async function complete(docket: Docket, id: string): Promise<void> {
  const paula = await docket.token("+12025550101");
  for (const status of ["confirmed", "preparing", "ready", "completed"]) {
    await docket.ask("PATCH", `/api/orders/${id}/status`, { status }, paula);
  }
}

test("current and past orders are apart, and lead where they should", async ({ page, docket }) => {
  const phone = newPhone();
  const past = await order(docket, phone, "green-valley", "gv-honey");
  await complete(docket, past.id);
  const placed = await docket.ask(
    "POST",
    "/api/orders",
    {
      sellerId: "craft-market",
      items: [{ productId: "cm-candle", quantity: 1 }],
      customer: { name: "Ada", phone },
      fulfilment: { method: "pickup" },
    },
    past.token,
  );
  const current = placed.order as { id: string };
  await signIn(page, docket, phone);
  const now = page.getByRole("region", { name: "Current orders" });
  await expect(now.getByRole("article")).toHaveCount(1);
  await expect(now.getByRole("link", { name: "Where is it?" })).toHaveAttribute("href", `/t/${current.id}`);
  const before = page.getByRole("region", { name: "Past orders" });
  await expect(before.getByRole("article")).toContainText("2 Blossom honey");
  await expect(before.getByRole("link", { name: "Order again" })).toHaveAttribute(
    "href",
    `/s/green-valley?again=${past.id}`,
  );
  await expectAccessible(page);
  await pictures(page, "my-orders");
  await now.getByRole("link", { name: "Where is it?" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Craft Market has your order");
  await page.goBack();
  await before.getByRole("link", { name: "Order again" }).click();
  const cart = page.getByRole("complementary");
  await expect(cart).toContainText("Blossom honey");
  await expect(cart).toContainText("2 items");
  // Only once: the address has lost its parameters.
  await expect(page).toHaveURL(/\/s\/green-valley$/);
  await page.reload();
  await expect(cart).toContainText("2 items");
});

test("a receipt is printed without the page around it", async ({ page, docket }) => {
  const phone = newPhone();
  const { id } = await order(docket, phone, "green-valley", "gv-honey");
  await complete(docket, id);
  await signIn(page, docket, phone);
  await page.evaluate(() => {
    window.print = () => document.body.classList.add("printed");
  });
  await page.getByRole("button", { name: "Receipt" }).click();
  await expect(page.locator("body.printed")).toBeAttached();
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".receipt")).toContainText("Green Valley Farm");
  await expect(page.locator(".receipt")).toContainText("$");
  await expect(page.locator("main")).toBeHidden();
});

test("older orders come page by page", async ({ page, docket }) => {
  test.slow();
  const phone = newPhone();
  const token = (await order(docket, phone, "green-valley", "gv-eggs")).token;
  for (let n = 0; n < 21; n += 1) {
    await docket.ask(
      "POST",
      "/api/orders",
      {
        sellerId: "green-valley",
        items: [{ productId: "gv-apples", quantity: 1 }],
        customer: { name: "Ada", phone },
        fulfilment: { method: "pickup" },
      },
      token,
    );
  }
  await signIn(page, docket, phone);
  await expect(page.getByRole("article")).toHaveCount(20);
  await page.getByRole("button", { name: "Older orders" }).click();
  await expect(page.getByRole("article")).toHaveCount(22);
  await expect(page.getByRole("button", { name: "Older orders" })).toBeHidden();
});

test("what is refused twice is counted down twice, and read then", async ({ page, docket }) => {
  const phone = newPhone();
  await order(docket, phone, "green-valley", "gv-honey");
  await signIn(page, docket, phone);
  let refusals = 0;
  await page.route("**/api/orders/my-orders?*", async (route) => {
    refusals += 1;
    if (refusals > 2) return route.continue();
    await route.fulfill({
      status: 429,
      headers: { "retry-after": "2" },
      json: { status: 429, code: "too_many_requests", detail: `Refused ${refusals} times.` },
    });
  });
  await page.reload();
  await expect(page.getByRole("alert")).toContainText("Refused 1 times.");
  await expect(page.getByRole("alert")).toContainText("Refused 2 times.");
  await expect(page.getByRole("alert")).toContainText(/Again in 0:0[12]/);
  await expect(page.getByRole("article")).toHaveCount(1);
});

test("older orders are shown from the first page on when the place is no longer one", async ({
  page,
  docket,
}) => {
  const phone = newPhone();
  await order(docket, phone, "green-valley", "gv-honey");
  await signIn(page, docket, phone);
  // The first reading is over, so that the next response is for the second one.
  await expect(page.getByRole("article")).toHaveCount(1);
  await page.route("**/api/orders/my-orders?*", async (route) => {
    const answer = await route.fetch();
    if (!answer.ok()) return route.fulfill({ response: answer });
    const { orders, pagination } = await answer.json();
    await route.fulfill({
      response: answer,
      json: { orders, pagination: { ...pagination, nextCursor: "x" } },
    });
    await page.unroute("**/api/orders/my-orders?*");
  });
  await page.reload();
  await page.getByRole("button", { name: "Older orders" }).click();
  await expect(page.getByRole("button", { name: "Older orders" })).toBeHidden();
  await expect(page.getByRole("article")).toHaveCount(1);
  await expect(page.getByRole("alert")).toBeHidden();
});

test("somebody who is invited to be staff accepts here, and goes to the desk", async ({ page, docket }) => {
  const phone = newPhone();
  const kira = await docket.token("+12025550103");
  await docket.ask("POST", "/api/members", { name: "Rosa Diaz", phone, role: "seller" }, kira);
  await signIn(page, docket, phone);
  await expect(page.getByRole("heading", { name: "Spice Kitchen asks you to join its staff" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Accept" }).click();
  await expect(page.getByText("You have joined.")).toBeVisible();
  await page.getByRole("link", { name: "Go to the desk" }).click();
  await expect(page).toHaveURL(/\/desk\/kitchen$/);
  await expect(page.getByRole("heading", { level: 1, name: "Spice Kitchen" })).toBeVisible();
});

test("an invitation that was declined in another tab is over here", async ({ page, context, docket }) => {
  const phone = newPhone();
  const kira = await docket.token("+12025550103");
  await docket.ask("POST", "/api/members", { name: "Rosa", phone, role: "driver" }, kira);
  await signIn(page, docket, phone);
  const other = await context.newPage();
  await other.goto("/my");
  await other.getByRole("button", { name: "Decline" }).click();
  await expect(other.getByText("Declined.")).toBeVisible();
  await page.getByRole("button", { name: "Accept" }).click();
  await expect(page.getByText("This invitation has ended, or was taken back.")).toBeVisible();
});

test("signing out shows nothing any more, in no tab", async ({ page, context, docket }) => {
  const phone = newPhone();
  await order(docket, phone, "green-valley", "gv-honey");
  await signIn(page, docket, phone);
  const other = await context.newPage();
  await other.goto("/my");
  await expect(other.getByRole("article")).toHaveCount(1);
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  for (const tab of [page, other]) {
    await expect(tab.getByRole("button", { name: "Send the code" })).toBeVisible();
    await expect(tab.getByRole("article")).toHaveCount(0);
  }
});

test("signing out everywhere asks first, and ends the other device", async ({ page, browser, docket }) => {
  const phone = newPhone();
  await order(docket, phone, "green-valley", "gv-honey");
  await signIn(page, docket, phone);
  // A code is sent at most once in half a minute.
  await docket.advance("31s");
  const elsewhere = await browser.newContext({ baseURL: docket.url });
  const other = await elsewhere.newPage();
  await signIn(other, docket, phone);
  await page.getByRole("button", { name: "Sign out everywhere…" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(page.getByRole("button", { name: "Send the code" })).toBeVisible();
  await docket.advance("31s");
  await other.reload();
  await expect(other.getByRole("button", { name: "Send the code" })).toBeVisible();
  await elsewhere.close();
});

/** Vouchers of a shop: creating one for a weekend, trying, using and ending it. */
import type { Page } from "@playwright/test";
import { type Docket, expect, expectAccessible, type Json, signInAtDesk, test } from "./harness";
import { KIRA, KIRAS_PHONE, tabTo } from "./people";
import { cart, DAY, make } from "./voucher-carts";

const ZONE = "America/New_York";

const main = (page: Page) => page.getByRole("main");
const row = (page: Page, code: string) => page.getByRole("row").filter({ hasText: code });
const sample = (page: Page) => page.getByRole("region", { name: "Sample cart" });
const state = (page: Page) => main(page).locator(".status");

async function openVouchers(page: Page, path = ""): Promise<void> {
  await signInAtDesk(page, KIRA);
  await page.goto(`/desk/vouchers${path}`);
}

async function voucher(docket: Docket, id: string): Promise<Json> {
  const { voucher } = await docket.ask(
    "GET",
    `/api/vouchers/${id}`,
    undefined,
    await docket.token(KIRAS_PHONE),
  );
  return voucher as Json;
}

/** Midnight of a day in the seller's time zone, in the form of a `datetime-local` field. */
const midnight = (days: number) =>
  `${new Intl.DateTimeFormat("en-CA", { timeZone: ZONE }).format(Date.now() + days * DAY)}T00:00`;

/** The amount in cents beside a name in the sample cart. */
async function cents(page: Page, name: string | RegExp): Promise<number> {
  const text = await sample(page).getByRole("term").filter({ hasText: name }).locator("+ dd").textContent();
  return Number((text ?? "").replace("−", "-").replace(/[$,.]/g, ""));
}

test("a shop owner makes ten percent for a weekend, tries it, it is used, and switched off", async ({
  page,
  docket,
}) => {
  await openVouchers(page);
  await expect(page.getByRole("heading", { name: "No vouchers yet" })).toBeVisible();
  await page.locator(".views").getByRole("link", { name: "New voucher" }).click();
  await page.getByLabel("Code", { exact: true }).fill("weekend10");
  await page.getByLabel("Percent").fill("10");
  await page.getByLabel("Uses in all").fill("100");
  await page.getByRole("button", { name: "This weekend" }).click();
  await expect(page.getByLabel("From", { exact: true })).toHaveValue(/T00:00$/);
  // The test must run during its weekend, so the window is moved to now.
  await page.getByLabel("From", { exact: true }).fill(midnight(0));
  await page.getByLabel("Until", { exact: true }).fill(midnight(2));
  await expect(page.getByRole("region", { name: "In words" })).toContainText("10% off");
  await page.getByRole("button", { name: "Make WEEKEND10" }).click();
  await expect(page.getByRole("heading", { name: "WEEKEND10" })).toBeVisible();
  await expect(state(page)).toHaveText("Active");

  await expect(sample(page)).toContainText("Voucher WEEKEND10");
  const items = await cents(page, "Items");
  expect(await cents(page, "Voucher WEEKEND10")).toBe(-Math.round(items / 10));
  await sample(page).getByRole("button", { name: /^More/ }).first().click();
  await expect.poll(() => cents(page, "Items")).toBeGreaterThan(items);

  await docket.order(cart("weekend10"));
  await page.goto("/desk/vouchers");
  await expect(row(page, "WEEKEND10")).toContainText("1 of 100");
  await row(page, "WEEKEND10").getByRole("link").click();
  await page.getByRole("button", { name: "Switch off…" }).click();
  const question = page.getByRole("alertdialog", { name: "Switch WEEKEND10 off?" });
  await expect(question).toContainText("Orders that used it keep what it took off.");
  await expectAccessible(page);
  await question.getByRole("button", { name: "Switch off" }).click();
  await expect(state(page)).toHaveText("Switched off");
  await expect(sample(page)).toContainText("it is switched off");
  const refused = await docket.answer("POST", "/api/orders", cart("weekend10"));
  expect(refused).toMatchObject({ status: 400, json: { code: "voucher_rejected" } });

  await page.getByRole("button", { name: "Switch on again…" }).click();
  const again = page.getByRole("dialog", { name: "Switch WEEKEND10 on again" });
  await again.getByLabel("Uses from now on").fill("0");
  await again.getByRole("button", { name: "Switch on" }).click();
  await expect(again).toContainText("Type a whole number from 1.");
  await again.getByLabel("Uses from now on").fill("5");
  await again.getByRole("button", { name: "Switch on" }).click();
  await expect(state(page)).toHaveText("Active");
  await docket.order(cart("weekend10"));
  expect(await voucher(docket, "spice-kitchen~WEEKEND10")).toMatchObject({ used: 2, usesLeft: 4 });
});

test("what is refused is said at its field, and nothing typed is lost", async ({ page, docket }) => {
  await make(docket, { code: "TAKEN", percent: 5 });
  await openVouchers(page, "/new");
  const code = page.getByLabel("Code", { exact: true });
  const percent = page.getByLabel("Percent");
  const send = page.getByRole("button", { name: /^Make/ });
  await code.fill("taken");
  await percent.fill("a tenth");
  await page.getByLabel("Uses per customer").fill("0");
  await page.getByLabel("From an order of, in USD").fill("lots");
  await send.click();
  // Values that cannot be sent are reported at once, at all their fields.
  await expect(percent).toBeFocused();
  await expect(main(page).locator('[aria-invalid="true"]')).toHaveCount(3);
  await percent.fill("150");
  await page.getByLabel("Uses per customer").fill("1");
  await page.getByLabel("From an order of, in USD").fill("20");
  await send.click();
  await expect(percent).toHaveAttribute("aria-invalid", "true");
  await expect(main(page)).toContainText("Must be between 1 and 100");
  await percent.fill("15");
  await send.click();
  await expect(code).toHaveAttribute("aria-invalid", "true");
  await expect(code).toBeFocused();
  await expectAccessible(page);
  await expect(code).toHaveValue("taken");
  await expect(page.getByLabel("From an order of, in USD")).toHaveValue("20");
  await page.getByLabel("From", { exact: true }).fill(midnight(3));
  await page.getByLabel("Until", { exact: true }).fill(midnight(1));
  await code.fill("free");
  await send.click();
  await expect(page.getByLabel("Until", { exact: true })).toHaveAttribute("aria-invalid", "true");
  await page.getByRole("button", { name: "Always" }).click();
  await send.click();
  await expect(page.getByRole("heading", { name: "FREE" })).toBeVisible();
  expect(await voucher(docket, "spice-kitchen~FREE")).toMatchObject({
    percent: 15,
    minSubtotal: 2_000,
    perCustomer: 1,
  });
});

test("a change after a colleague's says so, shows the present voucher, and keeps what was typed", async ({
  page,
  docket,
}) => {
  const id = await make(docket, { code: "SLOW", amount: 500, minSubtotal: 1_000, usesLeft: 10 });
  await openVouchers(page, `/${id}`);
  await expect(main(page)).toContainText("$5.00 off, orders from $10.00");
  await page.getByLabel("From an order of, in USD").fill("30");
  const theirs = { minSubtotal: 2_500, perCustomer: 2 };
  await docket.ask("PATCH", `/api/vouchers/${id}`, theirs, await docket.token(KIRAS_PHONE));
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Somebody has changed this in the meantime.")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Show what is there now" }).click();
  await expect(page.getByText("Saved in the meantime: $25.00")).toBeVisible();
  await expect(page.getByLabel("Uses per customer")).toHaveValue("2");
  await expect(page.getByLabel("From an order of, in USD")).toHaveValue("30");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("SLOW is saved.")).toBeVisible();
  expect(await voucher(docket, id)).toMatchObject({ minSubtotal: 3_000, perCustomer: 2, usesLeft: 10 });
});

test("a sample cart says why a voucher takes nothing off it", async ({ page, docket }) => {
  const later = new Date(Date.now() + 7 * DAY).toISOString();
  const planned = await make(docket, { code: "LATER", percent: 10, validFrom: later });
  const large = await make(docket, { code: "LARGE", amount: 300, minSubtotal: 2_000 });
  await openVouchers(page, `/${planned}`);
  await expect(state(page)).toHaveText("Planned");
  await expect(sample(page)).toContainText("It takes nothing off this cart: it is good from");
  await page.goto(`/desk/vouchers/${large}`);
  await expect(sample(page)).toContainText("−$3.00");
  const quantity = sample(page).getByRole("spinbutton").first();
  await quantity.fill("1");
  await expect(sample(page)).toContainText("it is good from $20.00 on.");
});

test("a window is of the seller's zone, wherever somebody sits", async ({ browser, docket }) => {
  const context = await browser.newContext({ baseURL: docket.url, timezoneId: "Asia/Tokyo" });
  const page = await context.newPage();
  await openVouchers(page, "/new");
  await page.getByLabel("Code", { exact: true }).fill("ZONE");
  await page.getByRole("radio", { name: "An amount" }).click();
  await page.getByLabel("Amount in USD").fill("2.50");
  await expect(main(page).getByText("Times of New York")).toBeVisible();
  await page.getByLabel("From", { exact: true }).fill("2030-01-01T00:00");
  await page.getByLabel("Until", { exact: true }).fill("2030-07-01T00:00");
  await page.getByRole("button", { name: "Make ZONE" }).click();
  await expect(page.getByRole("heading", { name: "ZONE" })).toBeVisible();
  expect(await voucher(docket, "spice-kitchen~ZONE")).toMatchObject({
    amount: 250,
    validFrom: "2030-01-01T05:00:00.000Z",
    validUntil: "2030-07-01T04:00:00.000Z",
  });
  await expect(page.getByLabel("Until", { exact: true })).toHaveValue("2030-07-01T00:00");
  await context.close();
});

test("filters are in the address, and codes are copied", async ({ page, docket, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await make(docket, { code: "NOW", percent: 10 });
  await make(docket, { code: "OVER", percent: 10, validUntil: "2020-01-01T00:00:00Z" });
  const off = await make(docket, { code: "ENDED", percent: 10 });
  await docket.ask("PATCH", `/api/vouchers/${off}`, { usesLeft: 0 }, await docket.token(KIRAS_PHONE));
  await openVouchers(page, "?show=ended");
  await expect(row(page, "OVER")).toBeVisible();
  await expect(row(page, "NOW")).toBeHidden();
  await main(page)
    .getByRole("link", { name: /^Switched off/ })
    .click();
  await expect(page).toHaveURL(/show=off/);
  await page.reload();
  await expect(row(page, "ENDED")).toBeVisible();
  await main(page)
    .getByRole("link", { name: /^Planned/ })
    .click();
  await page.getByRole("button", { name: "Show all" }).click();
  await row(page, "NOW").getByRole("button", { name: "Copy NOW" }).click();
  await expect(page.getByText("NOW is copied.")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("NOW");
  // Copying the code does not open the voucher.
  await expect(page).toHaveURL(/\/desk\/vouchers$/);
});

test("a product's name is shown as it was typed, whatever it looks like", async ({ page, docket }) => {
  const name = "<img src=x onerror=\"document.title='broken'\">";
  await docket.ask("PATCH", "/api/products/sk-thali", { name }, await docket.token(KIRAS_PHONE));
  const id = await make(docket, { code: "MARKUP", percent: 10 });
  await openVouchers(page, `/${id}`);
  const add = sample(page).getByLabel("Add a product");
  await expect(add).toBeVisible();
  // The product is in the cart at first, or among those that can be added.
  if (!(await sample(page).textContent())?.includes(name)) await add.selectOption({ label: name });
  await expect(sample(page).getByRole("listitem").filter({ hasText: name })).toBeVisible();
  expect(await page.locator("main img").count()).toBe(0);
  await expect(page).toHaveTitle(/Vouchers · Spice Kitchen/);
});

test("a voucher that is not there is said to be gone", async ({ page }) => {
  await openVouchers(page, "/spice-kitchen~NOTHING");
  await expect(page.getByRole("heading", { name: "This voucher is not here any more" })).toBeVisible();
  await page.getByRole("link", { name: /Back to Vouchers/ }).click();
  await expect(page.getByRole("heading", { name: "No vouchers yet" })).toBeVisible();
});

test("a voucher that is called new has a page of its own", async ({ page, docket }) => {
  await make(docket, { code: "NEW", percent: 10 });
  await openVouchers(page);
  await row(page, "NEW").getByRole("link").click();
  await expect(page.getByRole("heading", { name: "NEW", exact: true })).toBeVisible();
});

test("making a voucher and switching it off work by keyboard alone", async ({ page, docket }) => {
  await signInAtDesk(page, KIRA);
  await page.keyboard.press("g");
  await page.keyboard.press("v");
  await expect(page.getByRole("heading", { name: "No vouchers yet" })).toBeVisible();
  await tabTo(page, page.locator(".views").getByRole("link", { name: "New voucher" }));
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByLabel("Code", { exact: true }));
  await page.keyboard.type("keys");
  await tabTo(page, page.getByRole("radio", { name: "A share of the items" }));
  await page.keyboard.press("ArrowRight");
  await tabTo(page, page.getByLabel("Amount in USD"));
  await page.keyboard.type("3.50");
  await tabTo(page, page.getByRole("button", { name: "Seven days from now" }));
  await page.keyboard.press("Space");
  await tabTo(page, page.getByRole("button", { name: "Make KEYS" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "KEYS" })).toBeVisible();
  await tabTo(page, page.getByRole("button", { name: "Switch off…" }));
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("alertdialog").getByRole("button", { name: "Switch off" }));
  await page.keyboard.press("Enter");
  // The control that opened the question has become the way back, and has the focus.
  await expect(page.getByRole("button", { name: "Switch on again…" })).toBeFocused();
  expect(await voucher(docket, "spice-kitchen~KEYS")).toMatchObject({ amount: 350, ended: true });
});

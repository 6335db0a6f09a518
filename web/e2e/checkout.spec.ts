/** The checkout of a guest. */
import type { Page } from "@playwright/test";
import { type Docket, expect, expectAccessible, firstLoad, newPhone, pictures, test } from "./harness";
import { holdWrites } from "./hold";
import { weigh } from "./weight";

const place = (page: Page) => page.getByRole("button", { name: /^Place the order/ });
const digits = (page: Page) => page.getByLabel("Six digits");

/** Puts a product into the cart, with no extras. */
async function add(page: Page, sellerId: string, productId: string): Promise<void> {
  await page.goto(`/s/${sellerId}`);
  await page.locator(`#more-${productId}`).click();
  const extras = page.getByRole("dialog");
  const done = page.getByRole("button", { name: /^Add for/ });
  await expect(done.or(page.locator(`.stepper #more-${productId}`))).toBeVisible();
  if (await extras.isVisible()) await done.click();
  await expect(page.locator(`.stepper #more-${productId}`)).toBeVisible();
}

/** Adds a second piece of a product that offers extras, without any. */
async function oneMore(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: `One more ${name}` }).click();
  await page.getByRole("button", { name: /^Add for/ }).click();
  await expect(page.getByRole("complementary", { name: /^Your order/ })).toContainText("2 items");
}

/** Goes to the checkout and fills in the customer; the order is for pickup. */
async function fill(page: Page, phone: string): Promise<void> {
  await page.goto("/checkout");
  await expect(page.getByRole("group", { name: /how do you get it/i }).first()).toBeVisible();
  for (const pickup of await page.getByRole("radio", { name: /^Pickup/ }).all()) await pickup.check();
  await page.getByRole("textbox", { name: "Name" }).fill("Ada Lindqvist-Okafor");
  await page.getByRole("textbox", { name: "Phone" }).fill(phone.replace("+1", ""));
}

async function ordersOf(docket: Docket, phone: string): Promise<number> {
  const token = await docket.token(phone);
  const { orders } = await docket.ask("GET", "/api/orders/my-orders", undefined, token);
  return (orders as unknown[]).length;
}

test("a guest orders a delivery, confirms with the code, and the cart is empty", async ({ page, docket }) => {
  const phone = newPhone();
  await add(page, "spice-kitchen", "sk-thali");
  await oneMore(page, "Vegetable thali");
  await page.getByRole("link", { name: "To checkout" }).click();
  await page.getByRole("radio", { name: /^Delivery/ }).check();
  await expect(place(page)).toContainText("$");

  await place(page).click();
  await expect(page.getByLabel("Zone")).toBeFocused();
  await expect(page.getByText("Please choose your zone.")).toBeVisible();
  await page.getByLabel("Zone").selectOption({ label: "North of the river" });
  await page.getByLabel("Street and number").fill("2118 Newport Place NW");
  await page.getByLabel("City").fill("Washington");
  await page.getByLabel("State").fill("DC");
  await page.getByLabel("ZIP code").fill("2");
  await page.getByRole("textbox", { name: "Name" }).fill("Ada <b>Lindqvist</b>");
  await page.getByRole("textbox", { name: "Phone" }).fill("202 555 014");
  await place(page).click();
  await expect(page.getByText("One digit is missing. US numbers have ten.")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Phone" })).toBeFocused();
  await page.getByRole("textbox", { name: "Phone" }).fill(phone.replace("+1", ""));
  // A corrected field loses its error.
  await expect(page.getByText("One digit is missing.")).toBeHidden();
  await expect(page.locator("[aria-invalid]")).toHaveCount(0);
  await place(page).click();
  // The API knows the form of postal codes by country.
  await expect(page.getByLabel("ZIP code")).toHaveAttribute("aria-invalid", "true");
  await page.getByLabel("ZIP code").fill("20037");
  await page.getByLabel("Note for the seller").fill("<script>alert(1)</script> ring twice");
  await place(page).click();

  await expect(digits(page)).toBeFocused();
  await expect(page.getByRole("timer")).toHaveText(/^1[45]:\d\d$/);
  await expect(page.getByText("<script>alert(1)</script> ring twice")).toBeVisible();
  await page.keyboard.type(await docket.code(phone));
  await expect(page).toHaveURL(/\/pay\/ORD-\d{8}-\w{10}$/);
  await page.goto("/checkout");
  await expect(page.getByRole("heading", { name: "Your cart is empty" })).toBeVisible();
});

test("a wrong code shows the remaining tries, and a reload returns to the code", async ({ page, docket }) => {
  const phone = newPhone();
  await add(page, "green-valley", "gv-honey");
  await fill(page, phone);
  await place(page).click();
  const right = await docket.code(phone);
  await digits(page).pressSequentially("1a-2");
  await expect(digits(page)).toHaveValue("12");
  await digits(page).fill(right === "000000" ? "000001" : "000000");
  await expect(page.getByRole("alert")).toContainText("That was not the code: 4 tries left.");
  await expect(digits(page)).toHaveValue("");
  await expect(digits(page)).toBeFocused();

  await page.reload();
  await expect(digits(page)).toBeVisible();
  await expect(page.getByRole("button", { name: "Send it again" })).toHaveAttribute("aria-disabled", "true");
  await docket.advance("31s");
  await page.reload();
  await page.getByRole("button", { name: "Send it again" }).click();
  await expect(page.getByText("Another code is on its way.")).toBeVisible();

  await page.getByRole("button", { name: "Change the number" }).click();
  await expect(page.getByText("An order of yours waits for its code")).toBeVisible();
  await page.getByRole("button", { name: "Enter the code" }).click();
  await expect(digits(page)).toBeVisible();
  await page.getByRole("button", { name: "Read the code" }).click();
  await expect(page).toHaveURL(/\/pay\/ORD-/);
});

test("a hold that ends gives the cart back", async ({ page, docket }) => {
  await add(page, "corner-shop", "cs-bread");
  await fill(page, newPhone());
  await place(page).click();
  await expect(digits(page)).toBeVisible();
  await docket.advance("16m");
  await digits(page).fill("123456");
  await expect(page.getByRole("alert")).toContainText("The order has lapsed");
  await page.getByRole("button", { name: "Back to checkout" }).click();
  await expect(page.getByRole("heading", { name: "Checkout" })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Name" })).toHaveValue("Ada Lindqvist-Okafor");
  await place(page).click();
  await expect(digits(page)).toBeVisible();
});

test("three sellers are one checkout, one short line is named, and one code confirms all", async ({
  page,
  docket,
}) => {
  const phone = newPhone();
  const token = await docket.token("+12025550104");
  const scarce = { name: "Walnut bowl", price: 3000, stock: 3 };
  const { product } = await docket.ask("POST", "/api/products", scarce, token);
  const { id } = product as { id: string };
  await add(page, "spice-kitchen", "sk-curry");
  await oneMore(page, "Chickpea curry");
  await add(page, "green-valley", "gv-honey");
  await add(page, "craft-market", id);
  await page.getByRole("button", { name: "One more Walnut bowl" }).click();
  await expect(page.getByRole("complementary", { name: /^Your order/ })).toContainText("2 items");
  await expect(page.getByRole("complementary", { name: /^Your order/ })).toContainText("Also in your cart");

  await fill(page, phone);
  await expect(page.getByRole("group", { name: "Craft Market: how do you get it?" })).toBeVisible();
  // Another buyer takes two of the three while this form is being filled in.
  await docket.ask("POST", `/api/products/${id}/stock`, { change: -2, reason: "Sold at the fair" }, token);
  await fillAddressIfAsked(page);
  await place(page).click();
  const notice = page.getByRole("alert");
  await expect(notice).toContainText("Walnut bowl: 1 left, you wanted 2.");
  await notice.getByRole("button", { name: "Take what there is" }).click();
  await expect(notice).toBeHidden();
  await place(page).click();
  await digits(page).fill(await docket.code(phone));
  await expect(page).toHaveURL(/\/pay\/ORD-/);
  expect(await ordersOf(docket, phone)).toBe(3);
});

async function fillAddressIfAsked(page: Page): Promise<void> {
  if (!(await page.getByLabel("Street and number").isVisible())) return;
  await page.getByLabel("Street and number").fill("2118 Newport Place NW");
  await page.getByLabel("City").fill("Washington");
  await page.getByLabel("State").fill("DC");
  await page.getByLabel("ZIP code").fill("20037");
}

test("pressed twice, and pressed again after a lost answer, one order is placed", async ({
  page,
  docket,
}) => {
  const phone = newPhone();
  await add(page, "green-valley", "gv-honey");
  await fill(page, phone);
  let sent = 0;
  await page.route("**/api/orders", async (route) => {
    sent += 1;
    if (sent > 1) return route.continue();
    // The request arrives, and its answer is lost.
    await route.fetch();
    await route.abort();
  });
  await place(page).dblclick();
  await expect(page.getByRole("alert")).toContainText("No answer came.");
  expect(sent).toBe(1);
  // The cart is changed after the order was placed, and the page says so.
  await page.getByLabel("Note for the seller").fill("Changed my mind");
  await place(page).click();
  await expect(page.getByText("Your first try had gone through.")).toBeVisible();
  await digits(page).fill(await docket.code(phone));
  await expect(page).toHaveURL(/\/pay\/ORD-/);
  expect(await ordersOf(docket, phone)).toBe(1);
});

test("whoever is signed in needs no code", async ({ page, docket }) => {
  const phone = newPhone();
  await add(page, "green-valley", "gv-honey");
  await fill(page, phone);
  await place(page).click();
  await digits(page).fill(await docket.code(phone));
  await expect(page).toHaveURL(/\/pay\/ORD-/);
  await add(page, "green-valley", "gv-honey");
  await page.goto("/checkout");
  await expect(page.getByText(/^You are signed in as/)).toBeVisible();
  await page.getByRole("radio", { name: /^Pickup/ }).check();
  await place(page).click();
  await expect(page).toHaveURL(/\/pay\/ORD-/);
  expect(await ordersOf(docket, phone)).toBe(2);
});

test("a signed-in buyer needs a code for another phone, and the page says so", async ({ page, docket }) => {
  const phone = newPhone();
  const other = newPhone();
  await add(page, "green-valley", "gv-honey");
  await fill(page, phone);
  await place(page).click();
  await digits(page).fill(await docket.code(phone));
  await expect(page).toHaveURL(/\/pay\/ORD-/);
  await add(page, "green-valley", "gv-honey");
  await fill(page, other);
  await expect(page.getByText("A code goes to this phone")).toBeVisible();
  await expect(page.getByText("Then you enter the code from your phone.")).toBeVisible();
  await expect(page.getByText(/no code is needed/)).toBeHidden();
  await place(page).click();
  await digits(page).fill(await docket.code(other));
  await expect(page).toHaveURL(/\/pay\/ORD-/);
  expect(await ordersOf(docket, other)).toBe(1);
});

test("a choice is shown while it is still being stored", async ({ page }) => {
  await add(page, "green-valley", "gv-honey");
  await page.goto("/checkout");
  const pickup = page.getByRole("radio", { name: /^Pickup/ });
  await expect(pickup).not.toBeChecked();
  const release = await holdWrites(page);
  await pickup.check();
  // Typing renders the form again.
  await page.getByRole("textbox", { name: "Name" }).fill("Ada");
  await expect(page.getByLabel("Street and number")).toBeHidden();
  await expect(pickup).toBeChecked();
  await release();
  await page.reload();
  await expect(pickup).toBeChecked();
});

test("a voucher that takes nothing off says why", async ({ page }) => {
  await add(page, "green-valley", "gv-honey");
  await page.goto("/checkout");
  await page.getByRole("button", { name: "Add a voucher" }).click();
  await page.keyboard.type("NO-SUCH-ONE");
  await page.keyboard.press("Enter");
  await expect(page.getByText("There is no voucher with this code.")).toBeVisible();
  await page.getByRole("button", { name: "Take off voucher NO-SUCH-ONE" }).click();
  await expect(page.getByText("There is no voucher with this code.")).toBeHidden();
});

test("the first load is small", async ({ page }) => {
  await add(page, "green-valley", "gv-honey");
  const weight = weigh(page);
  await firstLoad(page, "/checkout", place(page));
  expect(weight()).toBeGreaterThan(25_000);
  expect(weight()).toBeLessThan(33_500);
});

for (const language of ["en", "de"] as const) {
  test(`the checkout is accessible and looks right (${language})`, async ({ page }) => {
    // Axe checks every state in both themes.
    test.slow();
    const check = async (name: string) => {
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        await expectAccessible(page);
      }
      if (language === "en") await pictures(page, name);
      const size = page.viewportSize() ?? { width: 1440, height: 900 };
      await page.setViewportSize({ width: 320, height: 640 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
      await page.setViewportSize(size);
    };
    await add(page, "spice-kitchen", "sk-thali");
    await oneMore(page, "Vegetable thali");
    await page.goto(`/checkout?lang=${language}`);
    await page.locator("form .button-primary").click();
    await expect(page.locator("[aria-invalid]").first()).toBeVisible();
    await check("checkout");
    await page.getByRole("radio", { name: /^(Pickup|Abholung)/ }).check();
    await page.getByLabel("Name", { exact: true }).fill("Ada Lindqvist-Okafor");
    await page.locator("[autocomplete=tel-national]").fill(newPhone().replace("+1", ""));
    await page.locator("form .button-primary").click();
    await expect(page.locator(".digits")).toBeVisible();
    await check("checkout-code");
  });
}

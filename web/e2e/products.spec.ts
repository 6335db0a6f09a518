/** Products and stock of a shop. */

import { expect, expectAccessible, type Json, pictures, SELLER, test } from "./harness";
import {
  adjust,
  changes,
  leaveOnly,
  line,
  openProducts,
  patch,
  photograph,
  product,
  productNamed,
  row,
  tab,
} from "./products-asked";
import { tabTo } from "./zoom";

// Each test has many steps, and may run on a busy machine.
test.describe.configure({ timeout: 120_000 });

test("what is low is found and restocked, with a reason, the equation and the log", async ({
  page,
  docket,
}) => {
  const token = await docket.token(SELLER);
  await leaveOnly(docket, "sk-thali", 12, token);
  await openProducts(page);
  await expect(row(page, "Vegetable thali")).toContainText("Low");
  await tab(page, /^Low\s*1$/).click();
  await expect(page).toHaveURL(/show=low/);
  await expect(page.getByRole("button", { name: /^Adjust/ })).toHaveCount(1);

  const panel = await adjust(page, "Vegetable thali");
  await expect(panel.getByText("−488")).toBeVisible();
  await expect(panel.getByRole("button", { name: "Save" })).toHaveAttribute("aria-disabled", "true");
  await panel.getByLabel("Change").fill("24");
  await expect(line(panel, "Received")).toContainText("500524");
  await expect(line(panel, "Written off")).toContainText("− 488− 488");
  await expect(line(panel, "Available to buy")).toContainText("= 12= 36");
  // Another reason reverses the direction; choosing the first one reverses it again.
  await panel.getByRole("radio", { name: "Spoiled" }).click();
  await expect(panel.getByLabel("Change")).toHaveValue("−24");
  await expect(line(panel, "Available to buy")).toContainText("= 12= −12");
  await panel.getByRole("radio", { name: "Cooked" }).click();
  await panel.getByRole("button", { name: "Save, 36 available" }).click();

  await expect(page.getByText("Vegetable thali: +24, 36 available.")).toBeVisible();
  await expect(panel).toBeHidden();
  await expect(page.getByText("No product matches")).toBeVisible();
  await page.getByRole("link", { name: "Clear filters" }).click();
  await expect(row(page, "Vegetable thali")).toContainText("36");
  expect(await changes(docket, "sk-thali", token)).toMatchObject([
    { change: 24, reason: "Cooked", by: { name: "Kira Spice" } },
    { change: -488, reason: "Counted" },
  ]);

  const again = await adjust(page, "Vegetable thali");
  await expect(again.getByRole("listitem").first()).toContainText(/\+24\s*Cooked, Kira Spice/);
  await again.getByRole("radio", { name: "Other…" }).click();
  await again.getByLabel("Change").fill("-1");
  await again.getByLabel("Your reason").fill("Dropped");
  await again.getByRole("button", { name: "Save, 35 available" }).click();
  await expect(page.getByRole("button", { name: "Adjust the stock of Vegetable thali" })).toBeFocused();
  await row(page, "Vegetable thali").getByRole("link").click();
  await expect(page.getByRole("listitem").filter({ hasText: "Dropped, Kira Spice" })).toContainText("−1");
  await expect(line(page.locator("#stock"), "Available to buy")).toContainText("= 35");
});

test("a new product with extras and an image stands in the shop, until it is switched off", async ({
  page,
  docket,
  context,
}) => {
  const token = await docket.token(SELLER);
  await openProducts(page);
  await page.getByRole("link", { name: "New product" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Paneer thali");
  await page.getByLabel("Description").fill("Paneer in spinach, dal and rice.");
  const category = page.getByLabel("Category");
  await expect(page.locator(`datalist#${await category.getAttribute("list")} option`)).toHaveCount(2);
  await category.fill("Mains");
  await page.getByLabel("Position").fill("1");
  await page.getByLabel("Main course").check();
  await page.getByLabel("Price (USD)").fill("14.50");
  await page.getByLabel("Stock at the start").fill("40");
  await page.getByLabel("Low at").fill("10");
  for (const [place, [name, price]] of [
    ["Naan", "2.50"],
    ["Grüne Soße", "0,80"],
  ].entries() as Iterable<[number, [string, string]]>) {
    await page.getByRole("button", { name: "Add an extra" }).click();
    const extra = page.getByRole("group", { name: `Extra ${place + 1}` });
    await expect(extra.getByLabel("Extra", { exact: true })).toBeFocused();
    await extra.getByLabel("Extra", { exact: true }).fill(name);
    await extra.getByLabel("Price (USD)").fill(price);
  }
  const photo = await photograph(page);
  expect(photo.length).toBeGreaterThan(1_000_000);
  await page
    .getByLabel("Choose an image")
    .setInputFiles({ name: "thali.png", mimeType: "image/png", buffer: photo });
  await expect(page.getByText(/^\d+ × \d+ pixels, \d+ KB$/)).toBeVisible({ timeout: 30_000 });
  await page.getByRole("button", { name: "Add product" }).click();
  // The image requires a description first; nothing is lost by that.
  await expect(page.getByLabel("What the image shows")).toBeFocused();
  await page.getByLabel("What the image shows").fill("A tray with paneer");
  await expectAccessible(page);
  await pictures(page, "product-filled");
  await page.getByRole("button", { name: "Add product" }).click();

  await expect(page.getByText("Paneer thali is added.")).toBeVisible();
  await expect(row(page, "Paneer thali")).toContainText("$14.50");
  const made = await productNamed(docket, "Paneer thali", token);
  expect(made).toMatchObject({
    price: 1_450,
    category: "Mains",
    position: 1,
    isMainCourse: true,
    lowStockAt: 10,
    stock: { available: 40 },
    addons: [
      { id: "naan", name: "Naan", price: 250 },
      { id: "gruene-sosse", name: "Grüne Soße", price: 80 },
    ],
    image: { alt: "A tray with paneer" },
  });
  const file = await fetch(`${docket.url}${made.image?.url}`);
  expect(file.headers.get("content-type")).toBe("image/webp");
  expect((await file.arrayBuffer()).byteLength).toBeLessThanOrEqual(200_000);

  const shop = await context.newPage();
  await shop.goto("/s/spice-kitchen");
  await expect(shop.getByRole("img", { name: "A tray with paneer" })).toBeVisible();
  await expect(shop.getByText("Paneer thali").first()).toBeVisible();

  await page.getByRole("button", { name: "Paneer thali in the shop: On" }).click();
  await page.getByRole("menuitem", { name: "Off until switched on" }).click();
  await expect(page.getByText("Paneer thali is off.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Paneer thali in the shop: Off" })).toBeVisible();
  expect(await product(docket, made.id, token)).toMatchObject({ active: false });
  // The image is now visible to staff only, and they still see it.
  const thumbnail = row(page, "Paneer thali").locator("img");
  await expect(thumbnail).toHaveAttribute("src", /^data:image\/webp/);
  expect(await thumbnail.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  await shop.reload();
  await expect(shop.getByText("Vegetable thali").first()).toBeVisible();
  await expect(shop.getByText("Paneer thali")).toHaveCount(0);
});

test("a product is off until closing, until a moment, and back by itself or by Undo", async ({
  page,
  docket,
}) => {
  const token = await docket.token(SELLER);
  const offUntil = async () => (await product(docket, "sk-lassi", token)).offUntil;
  await openProducts(page);
  const sale = page.getByRole("button", { name: /^Mango lassi in the shop/ });
  await sale.click();
  await page.getByRole("menuitem", { name: /^Off until closing, / }).click();
  await expect(sale).toHaveAccessibleName(/: Off until/);
  expect(Date.parse((await offUntil()) ?? "")).toBeGreaterThan(Date.now());
  await tab(page, /^Off\s*1$/).click();
  await expect(sale).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("No product matches")).toBeVisible();
  expect(await offUntil()).toBeUndefined();

  await page.getByRole("link", { name: "Clear filters" }).click();
  await sale.click();
  await page.getByRole("menuitem", { name: "Off until…" }).click();
  const question = page.getByRole("dialog", { name: "Switch off Mango lassi" });
  await expectAccessible(page);
  await pictures(page, "products-off-until");
  await question.getByLabel("Off until").fill("2020-01-01T10:00");
  await question.getByRole("button", { name: "Switch off" }).click();
  await expect(question.getByLabel("Off until")).toHaveAttribute("aria-invalid", "true");
  await expect(question.getByLabel("Off until")).toHaveValue("2020-01-01T10:00");
  await question.getByLabel("Off until").fill("");
  await question.getByRole("button", { name: "Switch off" }).click();
  await expect(question.getByText("Choose a day and a time.")).toBeVisible();
  // The seller's time zone is that of the demo, and of this browser.
  const zone = ((await docket.ask("GET", "/api/sellers/spice-kitchen")).seller as Json).timezone as string;
  const soon = new Date(Date.now() + 2 * 60 * 60_000);
  const wall = `${soon.toLocaleDateString("en-CA", { timeZone: zone })}T${soon.toLocaleTimeString("en-GB", {
    timeZone: zone,
    hour: "2-digit",
    minute: "2-digit",
  })}`;
  await question.getByLabel("Off until").fill(wall);
  await question.getByRole("button", { name: "Switch off" }).click();
  await expect(question).toBeHidden();
  await expect(sale).toHaveAccessibleName(`Mango lassi in the shop: Off until ${wall.slice(-5)}`);
  expect(Math.abs(Date.parse((await offUntil()) ?? "") - soon.getTime())).toBeLessThanOrEqual(60_000);
  await docket.advance("3h");
  await expect(sale).toHaveAccessibleName("Mango lassi in the shop: On", { timeout: 30_000 });
});

test("filters are in the address: text, category and state, through reload and back", async ({
  page,
  docket,
}) => {
  const token = await docket.token(SELLER);
  await leaveOnly(docket, "sk-curry", 3, token);
  await leaveOnly(docket, "sk-lassi", 0, token);
  await openProducts(page, "?show=nonsense&text=12&category=No");
  await expect(page.getByText("No product matches")).toBeVisible();
  await expect(page.getByLabel("Find a product")).toHaveValue("12");
  await page.getByRole("link", { name: "Clear filters" }).click();
  await expect(tab(page, /^All\s*3$/)).toHaveAttribute("aria-current", "page");
  await expect(tab(page, /^Sold out\s*1$/)).toBeVisible();
  await page.getByLabel("Find a product").fill("CHICK");
  await expect(page).toHaveURL(/text=CHICK/);
  await expect(page.getByRole("button", { name: /^Adjust/ })).toHaveCount(1);
  await tab(page, /^Low\s*1$/).click();
  await page.reload();
  await expect(page.getByLabel("Find a product")).toHaveValue("CHICK");
  await expect(row(page, "Chickpea curry")).toBeVisible();
  await page.goBack();
  await expect(tab(page, /^All\s*1$/)).toHaveAttribute("aria-current", "page");
  await page.getByLabel("Find a product").fill("");
  await page.getByLabel("Category").selectOption("Drinks");
  await expect(page).toHaveURL(/category=Drinks/);
  await expect(row(page, "Mango lassi")).toContainText("Sold out");
  await expect(row(page, "Chickpea curry")).toBeHidden();
  // Returning from a product restores the list.
  await row(page, "Mango lassi").getByRole("link").click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page).toHaveURL(/category=Drinks/);
});

test("by keyboard alone: stock is adjusted and a product is added", async ({ page, docket }) => {
  const token = await docket.token(SELLER);
  await openProducts(page);
  await expect(row(page, "Mango lassi")).toBeVisible();
  await tabTo(page, page.getByRole("button", { name: "Adjust the stock of Mango lassi" }));
  await page.keyboard.press("Enter");
  const panel = page.getByRole("dialog", { name: "Mango lassi" });
  await expect(panel.getByLabel("Change")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(panel).toBeHidden();
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await expect(panel.getByLabel("Change")).toHaveValue("+2");
  await tabTo(page, panel.getByRole("radio", { name: "Cooked" }));
  await page.keyboard.press("ArrowRight");
  await expect(panel.getByRole("radio", { name: "Counted" })).toBeChecked();
  await tabTo(page, panel.getByRole("button", { name: "Save, 402 available" }));
  await page.keyboard.press("Enter");
  await expect(panel).toBeHidden();
  await expect(page.getByRole("button", { name: "Adjust the stock of Mango lassi" })).toBeFocused();
  expect(await changes(docket, "sk-lassi", token)).toMatchObject([{ change: 2, reason: "Counted" }]);

  await page.goto("/desk/products/new");
  await tabTo(page, page.getByLabel("Name", { exact: true }));
  await page.keyboard.type("Lemon soda");
  await tabTo(page, page.getByLabel("Price (USD)"));
  await page.keyboard.type("3");
  await tabTo(page, page.getByLabel("Stock at the start"));
  await page.keyboard.type("9");
  await tabTo(page, page.getByRole("button", { name: "Add an extra" }));
  await page.keyboard.press("Enter");
  await page.keyboard.type("Ice");
  await page.keyboard.press("Tab");
  await page.keyboard.type("0.10");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Remove Ice" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Add an extra" })).toBeFocused();
  await tabTo(page, page.getByLabel("Choose an image"));
  await tabTo(page, page.getByRole("radio", { name: "On sale" }));
  await tabTo(page, page.getByRole("button", { name: "Add product" }));
  await page.keyboard.press("Enter");
  await expect(page.getByText("Lemon soda is added.")).toBeVisible();
  expect(await productNamed(docket, "Lemon soda", token)).toMatchObject({
    price: 300,
    addons: [],
    stock: { available: 9 },
  });
});

test("a whole log comes in pages", async ({ page, docket }) => {
  const token = await docket.token(SELLER);
  for (let count = 1; count <= 25; count += 1)
    await docket.ask("POST", "/api/products/sk-curry/stock", { change: count, reason: `No ${count}` }, token);
  await openProducts(page);
  const panel = await adjust(page, "Chickpea curry");
  await expect(panel.getByRole("listitem")).toHaveCount(3);
  await panel.getByRole("link", { name: "All changes" }).click();
  const log = page.locator("#stock").getByRole("listitem");
  await expect(log).toHaveCount(20);
  await expect(log.first()).toContainText("+25");
  await page.getByRole("button", { name: "Show more" }).click();
  await expect(log).toHaveCount(25);
  await expect(log.last()).toContainText("No 1, Kira Spice");
  await expect(page.getByRole("button", { name: "Show more" })).toBeHidden();
});

test("what is known of a product can be changed, and taken away", async ({ page, docket }) => {
  const token = await docket.token(SELLER);
  await openProducts(page);
  await row(page, "Vegetable thali").getByRole("link").click();
  await page.getByLabel("Price (USD)").first().fill("1,350.00");
  await page.getByLabel("Low at").fill("");
  await page.getByLabel("Category").fill("");
  await page.getByRole("button", { name: "Remove Raita" }).click();
  await page.getByRole("button", { name: "Remove the image" }).click();
  await expect(page.getByText("The image is removed when you save.")).toBeVisible();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Vegetable thali is saved.")).toBeVisible();
  const saved = await product(docket, "sk-thali", token);
  expect(saved).toMatchObject({ price: 135_000, addons: [{ id: "naan" }], active: true });
  for (const gone of ["lowStockAt", "category", "image"]) expect(saved).not.toHaveProperty(gone);
  expect(saved.description).toBe("Dal, two vegetables, rice and pickles.");

  // A product that is made private on its page is off sale.
  await patch(docket, "sk-thali", { active: false }, token);
  await page.goto("/desk/products/sk-thali");
  await expect(page.getByRole("radio", { name: "Off until switched on" })).toBeChecked();
  await page.getByRole("radio", { name: "On sale" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Vegetable thali is saved.")).toBeVisible();
  expect(await product(docket, "sk-thali", token)).toMatchObject({ active: true });
});

/** Products and stock: refusals, concurrent changes, and texts with markup or formulas. */

import { expect, expectAccessible, pictures, SELLER, signInAtDesk, test } from "./harness";
import {
  adjust,
  changes,
  leaveOnly,
  line,
  openProducts,
  patch,
  product,
  products,
  row,
} from "./products-asked";

// Each test has many steps, and may run on a busy machine.
test.describe.configure({ timeout: 120_000 });

test("a write-off of more than there is is refused at its field, with nothing lost", async ({
  page,
  docket,
}) => {
  const token = await docket.token(SELLER);
  await leaveOnly(docket, "sk-curry", 5, token);
  await openProducts(page);
  const panel = await adjust(page, "Chickpea curry");
  await panel.getByRole("radio", { name: "Spoiled" }).click();
  await panel.getByLabel("Change").fill("8");
  await panel.getByRole("button", { name: "Save, −3 available" }).click();
  await expect(panel.getByRole("alert")).toContainText("8 cannot be written off, as 5 are in stock");
  await expect(panel.getByLabel("Change")).toHaveAttribute("aria-invalid", "true");
  await expect(panel.getByLabel("Change")).toHaveAccessibleDescription(/8 cannot be written off/);
  await expect(panel.getByLabel("Change")).toHaveValue("−8");
  await expect(panel.getByRole("radio", { name: "Spoiled" })).toBeChecked();
  await expectAccessible(page);
  await pictures(page, "products-adjust-refused");
  // A click beside the panel keeps the typed values.
  await page.getByRole("heading", { name: "Products", level: 1 }).click();
  await panel.getByLabel("Change").fill("-5");
  await panel.getByRole("button", { name: "Save, 0 available" }).click();
  await expect(row(page, "Chickpea curry")).toContainText("Sold out");
});

test("two of the staff adjust at the same time: both count, and nothing falls below zero", async ({
  page,
  browser,
  docket,
}) => {
  const token = await docket.token(SELLER);
  await leaveOnly(docket, "sk-curry", 10, token);
  await openProducts(page);
  const other = await browser.newContext({ baseURL: docket.url, locale: "en-US" });
  const theirs = await other.newPage();
  await openProducts(theirs);
  const [mine, other1] = [await adjust(page, "Chickpea curry"), await adjust(theirs, "Chickpea curry")];
  await mine.getByLabel("Change").fill("-7");
  await other1.getByLabel("Change").fill("-6");
  await other1.getByRole("radio", { name: "Other…" }).click();
  await other1.getByLabel("Your reason").fill("Dropped");
  await mine.getByRole("button", { name: "Save, 3 available" }).click();
  await expect(mine).toBeHidden();
  await other1.getByRole("button", { name: "Save, 4 available" }).click();
  await expect(other1.getByRole("alert")).toContainText("6 cannot be written off, as 3 are in stock");
  // The present values are shown, and the typed ones remain.
  await expect(line(other1, "Available to buy")).toContainText("= 3= −3");
  await expect(other1.getByLabel("Your reason")).toHaveValue("Dropped");
  await other1.getByLabel("Change").fill("-2");
  await other1.getByRole("button", { name: "Save, 1 available" }).click();
  await expect(other1).toBeHidden();
  await other.close();
  expect(await changes(docket, "sk-curry", token)).toMatchObject([
    { change: -2, reason: "Dropped" },
    { change: -7 },
    { reason: "Counted" },
  ]);
  expect((await product(docket, "sk-curry", token)).stock.available).toBe(1);
});

test("a change whose answer is lost is sent again without a second effect", async ({ page, docket }) => {
  const token = await docket.token(SELLER);
  await openProducts(page);
  const panel = await adjust(page, "Mango lassi");
  await panel.getByLabel("Change").fill("10");
  await page.route(
    "**/api/products/sk-lassi/stock",
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  await panel.getByRole("button", { name: /^Save/ }).click();
  await expect(panel.getByRole("alert")).toContainText("The server did not answer.");
  await expect(panel.getByLabel("Change")).toHaveValue("+10");
  await panel.getByRole("button", { name: /^Save/ }).click();
  await expect(panel).toBeHidden();
  expect(await changes(docket, "sk-lassi", token)).toHaveLength(1);
  expect((await product(docket, "sk-lassi", token)).stock.available).toBe(410);
});

test("a list that was slow does not undo what was saved meanwhile", async ({ page }) => {
  await openProducts(page);
  await row(page, "Mango lassi").getByRole("link").click();
  await expect(page.getByRole("heading", { level: 2, name: "Mango lassi" })).toBeVisible();
  let release = () => {};
  const held = new Promise<void>((done) => {
    release = done;
  });
  const read = new Promise<void>((done) => {
    void page.route("**/api/products?*", async (route) => {
      const response = await route.fetch();
      done();
      await held;
      await route.fulfill({ response });
    });
  });
  await page.getByRole("link", { name: "Back to Products" }).click();
  await read;
  const panel = await adjust(page, "Mango lassi");
  await panel.getByLabel("Change").fill("10");
  await panel.getByRole("button", { name: "Save, 410 available" }).click();
  await expect(row(page, "Mango lassi")).toContainText("410");
  const arrived = page.waitForResponse("**/api/products?*");
  release();
  await (await arrived).finished();
  // The totals are those of the list that has arrived.
  await expect(page.getByText(/Stock as of \d\d:\d\d: 1,410 available/)).toBeVisible();
  await expect(row(page, "Mango lassi")).toContainText("410");
});

test("a refused form shows the errors at their fields, and keeps what was typed", async ({ page }) => {
  await openProducts(page);
  await page.goto("/desk/products/new");
  await page.getByLabel("Name", { exact: true }).fill("Soup");
  await page.getByLabel("Price (USD)").fill("four");
  await page.getByLabel("Position").fill("many");
  await page.getByRole("button", { name: "Add product" }).click();
  await expect(page.getByLabel("Position")).toBeFocused();
  await expect(page.getByLabel("Position")).toHaveAccessibleDescription(/Type a number\./);
  await expect(page.getByLabel("Price (USD)")).toHaveAccessibleDescription(/such as 12\.50/);
  await expect(page.getByLabel("Stock at the start")).toHaveAccessibleDescription(/Fill this in\./);
  await page.getByLabel("Position").fill("5000000000");
  await page.getByLabel("Price (USD)").fill("4");
  await page.getByLabel("Stock at the start").fill("10");
  await page.getByLabel("Stock parts").fill("30");
  await page.getByRole("button", { name: "Add an extra" }).click();
  await page.getByLabel("Extra", { exact: true }).fill("Bread");
  await page.getByRole("group", { name: "Extra 1" }).getByLabel("Price (USD)").fill("1");
  await page.getByRole("button", { name: "Add product" }).click();
  // The server's own sentence, which no page contains.
  await expect(page.getByLabel("Position")).toBeFocused();
  await expect(page.getByLabel("Position")).toHaveAccessibleDescription(/Must be between 0 and 4294967295/);
  await expect(page.getByLabel("Stock parts")).toHaveAccessibleDescription(/Must be between 1 and 20/);
  await expectAccessible(page);
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Soup");
  await expect(page.getByLabel("Extra", { exact: true })).toHaveValue("Bread");
  await page.getByLabel("Position").fill("5");
  await page.getByLabel("Stock parts").fill("");
  await page.getByRole("button", { name: "Add product" }).click();
  await expect(page.getByText("Soup is added.")).toBeVisible();
});

test("somebody else was faster: it is said, and both changes are kept", async ({ page, docket }) => {
  const token = await docket.token(SELLER);
  await openProducts(page);
  await row(page, "Chickpea curry").getByRole("link").click();
  await page.getByLabel("Name", { exact: true }).fill("Chickpea curry, mild");
  await page.getByLabel("Price (USD)").first().fill("12.50");
  await patch(docket, "sk-curry", { price: 1_300, description: "Hot.", lowStockAt: 7 }, token);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText(
    "Somebody has changed this in the meantime.",
  );
  expect((await product(docket, "sk-curry", token)).name).toBe("Chickpea curry");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Show what is there now" }).click();
  await expect(page.getByRole("status").filter({ hasText: "What is there now is shown." })).toBeFocused();
  await expect(page.getByLabel("Description")).toHaveValue("Hot.");
  await expect(page.getByLabel("Low at")).toHaveValue("7");
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Chickpea curry, mild");
  await expect(page.getByLabel("Price (USD)").first()).toHaveValue("12.50");
  await expect(page.getByLabel("Price (USD)").first()).toHaveAccessibleDescription(
    "Changed meanwhile to: 13.00",
  );
  await expectAccessible(page);
  await pictures(page, "product-conflict");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Chickpea curry, mild is saved.")).toBeVisible();
  expect(await product(docket, "sk-curry", token)).toMatchObject({
    name: "Chickpea curry, mild",
    price: 1_250,
    description: "Hot.",
    lowStockAt: 7,
  });
});

test("a switch that somebody else was faster at shows what is there now", async ({ page, docket }) => {
  const token = await docket.token(SELLER);
  await openProducts(page);
  const sale = page.getByRole("button", { name: /^Mango lassi in the shop/ });
  await expect(sale).toBeVisible();
  await patch(docket, "sk-lassi", { active: false }, token);
  await sale.click();
  await page.getByRole("menuitem", { name: /^Off until closing/ }).click();
  await expect(page.getByText("Somebody has changed Mango lassi in the meantime.")).toBeVisible();
  await expect(sale).toHaveAccessibleName("Mango lassi in the shop: Off");
});

test("an image that is refused leaves the product saved, and is sent again alone", async ({
  page,
  docket,
}) => {
  const token = await docket.token(SELLER);
  await openProducts(page);
  await page.goto("/desk/products/new");
  await page.getByLabel("Name", { exact: true }).fill("Rice");
  await page.getByLabel("Price (USD)").fill("3");
  await page.getByLabel("Stock at the start").fill("10");
  await page
    .getByLabel("Choose an image")
    .setInputFiles({ name: "rice.webp", mimeType: "image/webp", buffer: Buffer.from("no image") });
  await expect(page.getByRole("main").getByRole("alert")).toContainText("This file is not an image");
  const small = await page.screenshot({ clip: { x: 0, y: 0, width: 40, height: 30 } });
  await page
    .getByLabel("Choose an image")
    .setInputFiles({ name: "rice.png", mimeType: "image/png", buffer: small });
  await expect(page.getByText(/^40 × 30 pixels/)).toBeVisible();
  await page.getByLabel("What the image shows").fill("A bowl of rice");
  await page.route("**/api/products/*/image?*", (route) => route.abort(), { times: 1 });
  await page.getByRole("button", { name: "Add product" }).click();
  await expect(page.getByText("The product is saved, its image is not yet.")).toBeVisible();
  await page.getByRole("button", { name: "Add product" }).click();
  await expect(page.getByText("Rice is added.")).toBeVisible();
  const rice = (await products(docket, token)).filter(({ name }) => name === "Rice");
  expect(rice).toMatchObject([{ image: { alt: "A bowl of rice" } }]);
});

test("texts are shown as they are, whatever they look like, and however long", async ({ page, docket }) => {
  const token = await docket.token(SELLER);
  const nasty = `<img src=x onerror=alert(1)>${"W".repeat(72)}`;
  const body = {
    name: nasty,
    category: "<b>bold</b>",
    description: "<script>alert(1)</script>",
    price: 100,
    stock: 5,
    addons: [{ id: "a", name: "<i>extra</i>", price: 1 }],
  };
  const { product: made } = (await docket.ask("POST", "/api/products", body, token)) as {
    product: { id: string };
  };
  const reason = '"><svg onload=alert(1)>';
  await docket.ask("POST", `/api/products/${made.id}/stock`, { change: 1, reason }, token);
  await openProducts(page);
  page.on("dialog", () => {
    throw new Error("a script ran");
  });
  await expect(row(page, "<img src=x")).toContainText("<b>bold</b>");
  await page.setViewportSize({ width: 1024, height: 800 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1_024);
  const panel = await adjust(page, nasty);
  await expect(panel).toContainText(reason);
  await page.keyboard.press("Escape");
  await row(page, "<img src=x").getByRole("link").click();
  await expect(page.getByRole("heading", { level: 2 })).toHaveText(nasty);
  await expect(page.getByLabel("Extra", { exact: true })).toHaveValue("<i>extra</i>");
  await expect(page.locator("#stock")).toContainText(reason);
  await page.setViewportSize({ width: 320, height: 800 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});

test("what is not saved is asked about before it is left", async ({ page, docket }) => {
  const token = await docket.token(SELLER);
  await openProducts(page);
  await row(page, "Mango lassi").getByRole("link").click();
  await page.getByLabel("Name", { exact: true }).fill("Mango lassi, large");
  await page.getByRole("link", { name: "Back to Products" }).click();
  const question = page.getByRole("alertdialog", { name: "What you typed is not saved." });
  await expectAccessible(page);
  await question.getByRole("button", { name: "Stay here" }).click();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Mango lassi, large");
  await page.getByRole("button", { name: "Cancel" }).click();
  await question.getByRole("button", { name: "Leave without saving" }).click();
  await expect(row(page, "Mango lassi")).toBeVisible();
  expect((await product(docket, "sk-lassi", token)).name).toBe("Mango lassi");
});

test("what cannot be read says so, and offers a way on", async ({ page }) => {
  await signInAtDesk(page, "Kira Spice");
  await page.route("**/api/products?*", (route) =>
    route.fulfill({ status: 500, contentType: "application/problem+json", body: '{"detail":"It broke."}' }),
  );
  await page.goto("/desk/products");
  await expect(page.getByRole("main").getByRole("alert")).toContainText("It broke.", { timeout: 20_000 });
  await page.unroute("**/api/products?*");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(row(page, "Mango lassi")).toBeVisible();
  // One id that does not exist, and one of another seller.
  for (const id of ["nothing", "gv-honey"]) {
    await page.goto(`/desk/products/${id}`);
    await expect(page.getByRole("heading", { name: "This product is not here any more" })).toBeVisible();
    await expect(page.getByRole("link", { name: "Back to Products" })).toBeVisible();
  }
  await expectAccessible(page);
});

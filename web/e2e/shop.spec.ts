/** The shops of all sellers. */
import type { Page } from "@playwright/test";
import { type Docket, expect, expectAccessible, firstLoad, pictures, test } from "./harness";
import { holdWrites } from "./hold";
import { weigh } from "./weight";

const KITCHEN = "+12025550103";
const MARKET = "+12025550104";

const cartOf = (page: Page) => page.getByRole("complementary", { name: /^Your order/ });

/** Puts one piece of a product without extras into the cart. */
async function add(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: `Add ${name}`, exact: true }).click();
  await expect(page.getByRole("button", { name: `One more ${name}` })).toBeFocused();
}

async function newProduct(docket: Docket, phone: string, product: object): Promise<string> {
  const token = await docket.token(phone);
  const { product: made } = await docket.ask("POST", "/api/products", { stock: 50, ...product }, token);
  return (made as { id: string }).id;
}

test("extras are chosen in a dialog, and the order so far says what it comes to", async ({ page }) => {
  await page.goto("/s/spice-kitchen");
  await page.getByRole("button", { name: "Add Vegetable thali", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Vegetable thali" });
  await dialog.getByRole("button", { name: "Add Naan" }).click();
  await dialog.getByRole("button", { name: "One more Naan" }).click();
  await dialog.getByRole("button", { name: "One more Vegetable thali" }).click();
  await dialog.getByRole("button", { name: "Add for $37.00" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("button", { name: "One more Vegetable thali" })).toBeFocused();

  const cart = cartOf(page);
  await expect(cart).toContainText("with 2 Naan");
  await expect(cart).toContainText("$37.00");
  await expect(cart.getByText("Total")).toBeVisible();

  await cart.getByRole("button", { name: "Change Vegetable thali" }).click();
  await dialog.getByRole("button", { name: "One Naan less" }).click();
  await dialog.getByRole("button", { name: "Change to $32.00" }).click();
  await expect(cart).toContainText("with Naan");

  await page.getByRole("button", { name: "One Vegetable thali less" }).click();
  await page.getByRole("button", { name: "One Vegetable thali less" }).click();
  await expect(cart).toContainText("Nothing in it yet");
  await expect(page.getByRole("button", { name: "Add Vegetable thali", exact: true })).toBeFocused();
});

test("a reload, the way back and a second tab keep the cart", async ({ page, context }) => {
  await page.goto("/s/green-valley");
  const first = page.getByRole("button", { name: /^Add / }).first();
  const name = ((await first.getAttribute("aria-label")) ?? "").slice(4);
  await add(page, name);
  await page.reload();
  await expect(cartOf(page)).toContainText(name);

  const other = await context.newPage();
  await other.goto("/s/green-valley");
  await other.getByRole("button", { name: `One more ${name}` }).click();
  await expect(cartOf(page)).toContainText("2 items");

  await cartOf(page).getByRole("link", { name: "To checkout" }).click();
  await expect(page.getByRole("heading", { name: "Checkout" })).toBeVisible();
  await page.goBack();
  await expect(cartOf(page)).toContainText("2 items");
  await page.goto("about:blank");
  await page.goBack();
  await expect(cartOf(page)).toContainText("2 items");
});

test("what another seller's cart holds is named, and goes along to the checkout", async ({ page }) => {
  await page.goto("/s/green-valley");
  // The displayed cart is stored; a page that is left before that has added nothing.
  await add(page, "Blossom honey, 500 g");
  await page.goto("/s");
  await page.getByRole("link", { name: "Corner Shop" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Corner Shop" })).toBeFocused();
  await expect(cartOf(page)).toContainText("Green Valley Farm");
  await cartOf(page).getByRole("link", { name: "To checkout" }).click();
  await expect(page.getByRole("group", { name: /How do you get it/ })).toBeVisible();
});

test("a price and a stock that change are said at their line", async ({ page, docket }) => {
  const dear = await newProduct(docket, MARKET, { name: "Clay lamp", price: 2000 });
  const rare = await newProduct(docket, MARKET, { name: "Wool blanket", price: 9000, stock: 3 });
  await page.goto("/s/craft-market");
  await add(page, "Clay lamp");
  await add(page, "Wool blanket");
  await page.getByRole("button", { name: "One more Wool blanket" }).click();
  await expect(page.getByText("3 left")).toBeVisible();

  const token = await docket.token(MARKET);
  await docket.ask("PATCH", `/api/products/${dear}`, { price: 2100 }, token);
  await docket.ask("POST", `/api/products/${rare}/stock`, { change: -2, reason: "Sold at the fair" }, token);
  await page.reload();

  const cart = cartOf(page);
  await expect(cart).toContainText("The price is now $21.00, it was $20.00.");
  await cart.getByRole("button", { name: "All right" }).click();
  await expect(cart).not.toContainText("The price is now");
  await expect(cart).toContainText("Only 1 left.");
  await cart.getByRole("button", { name: "Take 1" }).click();
  await expect(cart).not.toContainText("Only 1 left.");
  await expect(cart).toContainText("2 items");
});

test("a paused seller says until when, and the order waits", async ({ page, docket }) => {
  const token = await docket.token(KITCHEN);
  const { now } = (await docket.ask("GET", "/_local/clock")) as { now: string };
  const until = new Date(Date.parse(now) + 3_600_000).toISOString();
  await page.goto("/s/spice-kitchen");
  await add(page, "Mango lassi");
  await docket.ask("PATCH", "/api/sellers/spice-kitchen", { pausedUntil: until }, token);
  await page.reload();
  await expect(page.getByText("No orders right now:")).toBeVisible();
  await page.goto("/checkout");
  const place = page.getByRole("button", { name: /^Place the order/ });
  await expect(place).toHaveAttribute("aria-disabled", "true");
  await expect(place).toHaveAccessibleDescription(/takes no orders at the moment/);
});

test("hostile names are names", async ({ page, docket }) => {
  const name = `<img src=x onerror="document.title='hit'">'"&amp;{{7*7}}`;
  const extra = `</script><b>bold</b>`;
  await newProduct(docket, MARKET, { name, price: 100, addons: [{ id: "x", name: extra, price: 50 }] });
  await page.goto("/s/craft-market");
  await expect(page.getByRole("heading", { name, exact: true })).toBeVisible();
  await page.getByRole("button", { name: `Add ${name}`, exact: true }).click();
  await page.getByRole("button", { name: `Add ${extra}`, exact: true }).click();
  await page.getByRole("button", { name: "Add for $1.50" }).click();
  await expect(cartOf(page)).toContainText(`with ${extra}`);
  await expect(page).not.toHaveTitle(/hit/);
  await page.goto(`/s/${encodeURIComponent("<script>alert(1)</script>")}`);
  await expect(page.getByRole("heading", { level: 1, name: "There is no such shop" })).toBeVisible();
});

test("without an answer the page says so, and shows the menu as soon as there is one", async ({ page }) => {
  await page.route("**/api/products?*", (route) => route.abort());
  await page.goto("/s/spice-kitchen");
  await expect(page.getByRole("alert")).toContainText("The menu could not be read");
  await page.unroute("**/api/products?*");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("button", { name: "Add Vegetable thali", exact: true })).toBeVisible();
});

test("a product has its picture, or its initials in a box of the same size", async ({ page, docket }) => {
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96"><rect width="96" height="96" fill="#2f6b2f"/></svg>`;
  const pictured: Record<string, { url: string; alt: string }> = {
    "sk-thali": { url: "/api/products/sk-thali/image?v=1", alt: "A steel plate with four bowls" },
    "sk-curry": { url: "/api/products/sk-curry/image?v=1", alt: "A bowl of curry" },
  };
  await page.route("**/api/products?*", async (route) => {
    const answer = await route.fetch();
    const { products, ...rest } = (await answer.json()) as { products: { id: string }[] };
    const json = { ...rest, products: products.map((one) => ({ ...one, image: pictured[one.id] })) };
    await route.fulfill({ response: answer, json });
  });
  await page.route("**/api/products/*/image?*", (route) =>
    route.request().url().includes("sk-curry")
      ? route.fulfill({ status: 404 })
      : route.fulfill({ contentType: "image/svg+xml", body: drawing }),
  );
  for (let n = 1; n <= 6; n += 1) {
    const id = await newProduct(docket, KITCHEN, { name: `Chutney ${n}`, price: 300 });
    pictured[id] = { url: `/api/products/${id}/image?v=1`, alt: `Chutney ${n}` };
  }
  const { shift } = await firstLoad(page, "/s/spice-kitchen", page.getByRole("img", { name: /steel plate/ }));
  expect(shift).toBeLessThan(0.02);
  const boxes = page.locator(".good-image");
  const sizes = await boxes.evaluateAll((all) => all.map((box) => `${box.clientWidth}x${box.clientHeight}`));
  expect([...new Set(sizes)]).toEqual(["96x96"]);
  // A picture that cannot be loaded is treated as missing.
  await expect(page.getByRole("img", { name: "A bowl of curry" })).toBeHidden();
  await expect(page.getByText("CC", { exact: true })).toBeVisible();
  await expect(page.getByRole("img", { name: /steel plate/ })).toHaveAttribute("loading", "eager");
  await expect(page.getByRole("img", { name: "Chutney 6" })).toHaveAttribute("loading", "lazy");
  await pictures(page, "shop-pictured");
});

test("ordering works by keyboard alone", async ({ page }) => {
  await page.goto("/s/spice-kitchen");
  await page.getByRole("button", { name: "Add Vegetable thali", exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Add Vegetable thali", exact: true })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: /^Add for/ }).focus();
  await page.keyboard.press("Enter");
  const chosen = page.getByRole("radio", { checked: true });
  const before = (await chosen.textContent()) ?? "";
  await chosen.focus();
  await page.keyboard.press("ArrowRight");
  await expect(chosen).not.toHaveText(before);
  await expect(chosen).toBeFocused();
});

test("adding to the cart leaves the focus with whoever has moved on", async ({ page }) => {
  await page.goto("/s/spice-kitchen");
  const release = await holdWrites(page);
  await page.getByRole("button", { name: "Add Mango lassi", exact: true }).press("Enter");
  const method = page.getByRole("radio", { checked: true });
  await method.focus();
  await release();
  await expect(page.getByRole("button", { name: "One more Mango lassi" })).toBeVisible();
  // The focus would move with the next frame.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await expect(method).toBeFocused();
});

test("the first load is small, and nothing jumps", async ({ page }) => {
  const weight = weigh(page);
  const { shift } = await firstLoad(
    page,
    "/s/spice-kitchen",
    page.getByRole("button", { name: /^Add / }).first(),
  );
  expect(weight()).toBeGreaterThan(20_000);
  expect(weight()).toBeLessThan(26_500);
  expect(shift).toBeLessThan(0.02);
});

for (const language of ["en", "de"] as const) {
  test(`the shops are accessible and look right (${language})`, async ({ page }) => {
    // Axe checks every state in both themes.
    test.slow();
    await page.goto(`/s/spice-kitchen?lang=${language}`);
    await page.locator("#more-sk-lassi").click();
    await expect(page.locator(".cart .total").first()).toBeVisible();
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
    await check("shop");
    await page.locator("#more-sk-thali").click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await check("shop-extras");
    await page.goto(`/s?lang=${language}`);
    await expect(page.getByRole("link", { name: "Spice Kitchen" })).toBeVisible();
    await check("sellers");
  });
}

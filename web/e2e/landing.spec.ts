/** The first page of the local program. */
import { expect, expectAccessible, newPhone, pictures, test } from "./harness";

test("a stranger orders, reads the code, accepts as the kitchen, and moves the clock", async ({
  page,
  context,
  docket,
}) => {
  const phone = newPhone();
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    "Four sellers, one desk, all on this machine.",
  );
  const kitchen = page.getByRole("article", { name: "Spice Kitchen" });
  await expect(kitchen.getByRole("link", { name: /Order as a guest/ })).toHaveAttribute(
    "href",
    "/s/spice-kitchen",
  );
  await expectAccessible(page);
  await pictures(page, "landing");

  const placed = await docket.ask("POST", "/api/orders", {
    sellerId: "spice-kitchen",
    items: [{ productId: "sk-thali", quantity: 2 }],
    customer: { name: "Ada", phone },
    fulfilment: { method: "pickup" },
  });
  const { id } = placed.order as { id: string };
  const message = page
    .getByRole("listitem")
    .filter({ hasText: id.slice(-10) })
    .first();
  const code = await message.locator(".land-code").textContent();
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await message.getByRole("button", { name: `Copy ${code}` }).click();
  await expect(page.getByText(`${code} copied.`)).toBeAttached();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(code);

  const buyer = await context.newPage();
  await buyer.goto(`/t/${id}`);
  await buyer.getByRole("button", { name: /^Just placed it/ }).click();
  await buyer.getByLabel("Six digits").fill(code ?? "");
  await expect(buyer.getByRole("heading", { level: 1 })).toHaveText("Spice Kitchen has your order");

  await kitchen.getByRole("button", { name: /Sign in as Kira Spice/ }).click();
  await expect(page).toHaveURL(/\/desk\/kitchen/);
  await expect(page.getByRole("heading", { name: "Spice Kitchen", level: 1 })).toBeVisible();
  const kira = await docket.token("+12025550103");
  await docket.ask("PATCH", `/api/orders/${id}/accept`, { estimatedPrepTime: 20 }, kira);
  await expect(buyer.getByRole("heading", { level: 1 })).toHaveText("Your food is being prepared");
});

test("a hold lapses when the clock is moved, and its stock is back", async ({ page, docket }) => {
  const available = async () => {
    const { product } = await docket.ask("GET", "/api/products/cs-soap");
    return (product as { available: number }).available;
  };
  const before = await available();
  await docket.ask("POST", "/api/orders", {
    sellerId: "corner-shop",
    items: [{ productId: "cs-soap", quantity: 3 }],
    customer: { name: "Ada", phone: newPhone() },
    fulfilment: { method: "pickup" },
  });
  expect(await available()).toBe(before - 3);
  await page.goto("/");
  await page
    .getByRole("group", { name: "Move the clock forward" })
    .getByRole("button", { name: "15 min" })
    .click();
  await expect(page.getByText(/ahead of this machine/)).toBeVisible();
  await page.getByRole("button", { name: "1 min", exact: true }).click();
  await expect.poll(available).toBe(before);
});

test("twenty more orders are placed with one click", async ({ page }) => {
  test.slow();
  await page.goto("/");
  await page.getByRole("button", { name: "Place 20 more orders" }).click();
  await expect(page.getByText("20 orders placed.")).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("article", { name: "Spice Kitchen" })).toContainText(/[1-9]\d* open order/);
});

test("where it is not the local program, there are the shops and the ways in", async ({ page }) => {
  await page.route("**/_local/**", (route) => route.fulfill({ status: 404 }));
  await page.goto("/");
  await expect(page.getByRole("article")).toHaveCount(4);
  await expect(page.getByRole("link", { name: "My orders" })).toHaveAttribute("href", "/my");
  await expect(page.getByRole("link", { name: "For staff: the desk" })).toHaveAttribute("href", "/desk");
  await expect(page.getByText("/_local")).toHaveCount(0);
  await expectAccessible(page);
});

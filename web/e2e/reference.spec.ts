/** The API reference at /docs: somebody who writes a client reads it, looks for an operation, and tries it. */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { pictures, expect as soonExpect, test } from "./harness";

// The component draws more than a megabyte of description, which takes a busy machine several times as long.
test.describe.configure({ timeout: 180_000 });
const expect = soonExpect.configure({ timeout: 60_000 });

const ORDER = "#tag/orders/POST/api/orders";

/** The section of an operation, once it is shown. */
async function operation(page: Page, anchor: string) {
  const section = page.locator(`section[id="docket/${anchor.slice(1)}"]`);
  await expect(section).toBeInViewport();
  return section;
}

test("an operation is shown with its example, and leads back to the first page", async ({ page }) => {
  await page.goto(`/docs${ORDER}`);
  const place = await operation(page, ORDER);
  await expect(place.getByRole("heading", { name: /^Place an order/ })).toBeVisible();
  await expect(place).toContainText("Idempotency-Key");
  await expect(place.locator("pre").first()).toContainText("--request POST");
  await expect(place.locator("pre").first()).toContainText('"sellerId"');
  await expect(place.locator("pre").last()).toContainText('"allowedActions"');
  await pictures(page, "reference");
  const top = page.getByRole("navigation", { name: "Docket", exact: true });
  await top.getByRole("link", { name: "Docket", exact: true }).click();
  await expect(page).toHaveURL("/");
});

test("guides stand before the operations, and link to each other", async ({ page }) => {
  await page.goto("/docs");
  const bar = page.getByRole("navigation", { name: "Sidebar for Docket" });
  for (const guide of [
    "Getting started",
    "Authentication",
    "Idempotency",
    "Pagination",
    "Concurrency",
    "Events",
  ]) {
    await expect(bar.getByRole("button", { name: guide, exact: true })).toBeVisible();
  }
  await page.goto("/docs#description/idempotency");
  const heading = page.getByRole("heading", { name: "Idempotency", level: 1 });
  await expect(heading).toBeInViewport();
  const targets = await page
    .locator("main a[href^='#description/']")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  expect(targets.length).toBeGreaterThan(3);
  for (const target of new Set(targets)) {
    await expect(page.locator(`[id="docket/${target.slice(1)}"]`).first(), target).toBeAttached();
  }
});

test("the search finds an operation by its summary, by keyboard alone", async ({ page }) => {
  await page.goto("/docs");
  await page.getByRole("button", { name: "Search" }).first().press("Enter");
  await page.getByRole("combobox").fill("Place an order");
  const first = page.getByRole("option").first();
  await expect(first).toContainText("Place an order");
  await expect(first).toContainText("/api/orders");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/docs${ORDER}`);
  await operation(page, ORDER);
});

test("it follows the system's theme, and the choice that was made goes before it", async ({ page }) => {
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = /\bdark-mode\b/;
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/docs");
  await expect(page.locator("body")).toHaveClass(/\blight-mode\b/);
  const light = await ground();
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(page.locator("body")).toHaveClass(dark);
  expect(await ground()).not.toBe(light);
  await page.getByRole("button", { name: "Light or dark" }).click();
  await expect(page.locator("body")).toHaveClass(/\blight-mode\b/);
  await page.reload();
  await expect(page.locator("body")).toHaveClass(/\blight-mode\b/);
  await expect(page.locator("body")).not.toHaveClass(dark);
});

test("an operation is tried against this very program", async ({ page }) => {
  const anchor = "#tag/sellers/GET/api/sellers";
  await page.goto(`/docs${anchor}`);
  const section = await operation(page, anchor);
  await section.getByRole("button", { name: /Test Request/ }).click();
  const answered = page.waitForResponse((response) => new URL(response.url()).pathname === "/api/sellers");
  await page
    .getByRole("button", { name: /^Send Request|^Send$/ })
    .first()
    .click();
  expect((await answered).status()).toBe(200);
  await expect(page.getByRole("link", { name: "200 OK" })).toBeVisible();
});

test("nothing offers or asks another host", async ({ page }) => {
  await page.goto("/docs");
  await expect(page.getByRole("heading", { name: "Getting started", level: 1 })).toBeVisible();
  const offers = page.getByText(/Ask AI|MCP|Powered by|Developer Tools|Open API Client/i);
  await expect(offers.filter({ visible: true })).toHaveCount(0);
  await expect(page.locator("a[href*='scalar.com']").filter({ visible: true })).toHaveCount(0);
});

/** What Scalar's markup has that `src/reference/mend.ts` cannot mend without rebuilding it. */
const SCALARS = ["aria-allowed-role", "aria-required-children", "nested-interactive"];

for (const colorScheme of ["light", "dark"] as const) {
  test(`it has no further barriers, in ${colorScheme}`, async ({ page }) => {
    test.slow();
    const faults = async (part: string) => {
      const { violations } = await new AxeBuilder({ page }).include(part).disableRules(SCALARS).analyze();
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
    };
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.goto("/docs");
    await expect(page.getByRole("heading", { name: "Getting started", level: 1 })).toBeVisible();
    expect(await faults("body")).toEqual([]);
    await page.goto(`/docs${ORDER}`);
    await page.reload();
    await operation(page, ORDER);
    // The page holds all operations of the tag by now, which take axe a minute.
    expect(await faults(`section[id="docket/${ORDER.slice(1)}"]`)).toEqual([]);
  });
}

for (const width of [390, 320]) {
  test(`at ${width} px nothing has to be scrolled sideways`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    for (const anchor of ["", ORDER, "#tag/sellers/PATCH/api/sellers/{id}"]) {
      await page.goto(`/docs${anchor}`);
      await expect(page.locator(anchor ? "section pre" : "main h1").first()).toBeVisible();
      const [whole, seen] = await page.evaluate(() => {
        const root = document.documentElement;
        return [root.scrollWidth, root.clientWidth];
      });
      expect(whole, anchor).toBe(seen);
      await page.reload();
    }
  });
}

test("where the component is missing, the page says how to get it", async ({ page }) => {
  await page.route("**/assets/scalar-*.js", (route) => route.fulfill({ status: 404 }));
  await page.goto("/docs");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The API reference is not built");
  await expect(page.getByText("make web")).toBeVisible();
});

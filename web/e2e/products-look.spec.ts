/** The appearance and weight of the products' pages, in both languages. */
import type { Page } from "@playwright/test";
import { expect, expectAccessible, pictures, signInAtDesk, testWithOrders } from "./harness";
import { weigh } from "./weight";

async function fits(page: Page): Promise<void> {
  for (const width of [320, 768, 1024, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    const wide = await page.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll("#main")].map((one) => [
        one.scrollWidth,
        one.clientWidth,
      ]),
    );
    for (const [scroll = 0, client = 0] of wide) expect(scroll, `${width} px`).toBeLessThanOrEqual(client);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
}

for (const language of ["en", "de"] as const) {
  const name = (of: string) => (language === "en" ? of : `${of}-de`);
  testWithOrders(
    `the list, the panel and the forms are accessible and fit (${language})`,
    async ({ page, docket }) => {
      testWithOrders.setTimeout(180_000);
      const token = await docket.token("+12025550103");
      const { products } = (await docket.ask(
        "GET",
        "/api/products?sellerId=spice-kitchen&limit=100",
        undefined,
        token,
      )) as { products: { id: string; name: string; available: number }[] };
      const left = (id: string) => products.find((one) => one.id === id)?.available ?? 0;
      const writeOff = (id: string, rest: number) =>
        docket.ask(
          "POST",
          `/api/products/${id}/stock`,
          { change: rest - left(id), reason: "Counted" },
          token,
        );
      await writeOff("sk-paneer-tikka", 12);
      await writeOff("sk-gulab-jamun", 0);
      await docket.ask("PATCH", "/api/products/sk-chai", { active: false }, token);
      await signInAtDesk(page, "Kira Spice");
      const weight = weigh(page);
      await page.goto(`/desk/orders?lang=${language}`);
      await expect(page.locator(".ticket .lines .qty").first()).toBeVisible();
      const before = weight();
      await page.goto(`/desk/products?lang=${language}`);
      const row = page.getByRole("row").filter({ hasText: "Paneer tikka" });
      await expect(row).toBeVisible();
      expect((weight() - before) / 1_000, "KB of products beyond the desk").toBeLessThan(40);
      await expect(page.locator(".p-image img").first()).toBeVisible();
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        await expectAccessible(page);
      }
      await pictures(page, name("products"));
      await fits(page);

      await row.getByRole("button", { name: language === "en" ? /^Adjust/ : /Bestand/ }).click();
      const panel = page.getByRole("dialog");
      await panel.locator("input").first().fill("24");
      await expectAccessible(page);
      await pictures(page, name("products-adjust"));
      await fits(page);
      await page.keyboard.press("Escape");

      await row.getByRole("link").click();
      await expect(page.getByRole("heading", { level: 2, name: "Paneer tikka" })).toBeVisible();
      await expect(page.locator(".ledger")).toBeVisible();
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        await expectAccessible(page);
      }
      await page.setViewportSize({ width: 1440, height: 1800 });
      await pictures(page, name("product"));
      await fits(page);

      await page.goto(`/desk/products/new?lang=${language}`);
      await page
        .getByRole("button", { name: language === "en" ? "Add product" : "Produkt hinzufügen" })
        .click();
      await expect(page.locator("[aria-invalid]").first()).toBeFocused();
      await expectAccessible(page);
      await page.setViewportSize({ width: 1440, height: 1800 });
      await pictures(page, name("product-new"));
      await fits(page);
    },
  );
}

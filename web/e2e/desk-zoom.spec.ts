/** The sellers' pages at 400 % zoom: a window of 1280 × 1024 then has 320 × 256 CSS pixels. */
import type { Page } from "@playwright/test";
import { type Docket, expect, newPhone, pictures, signInAtDesk, test } from "./harness";
import { expectOneDirection, tabTo, WINDOW } from "./zoom";

async function place(docket: Docket, name: string): Promise<string> {
  const { id } = await docket.order({
    sellerId: "spice-kitchen",
    items: [{ productId: "sk-curry", quantity: 2 }],
    fulfilment: { method: "pickup" },
    customer: { name, phone: newPhone() },
  });
  return id;
}

/**
 * Walks through the page by Tab until it starts again. No other element may cover the centre of the visible part of a
 * focused control.
 */
async function walk(page: Page): Promise<string[]> {
  const names: string[] = [];
  for (let presses = 0; presses < 100; presses += 1) {
    await page.keyboard.press("Tab");
    const seen = await page.evaluate(() => {
      const focused = document.activeElement;
      if (!focused || focused === document.body) return null;
      const box = focused.getBoundingClientRect();
      const [left, right] = [Math.max(0, box.left), Math.min(innerWidth, box.right)];
      const [top, bottom] = [Math.max(0, box.top), Math.min(innerHeight, box.bottom)];
      const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      const name = focused.getAttribute("aria-label") ?? focused.textContent?.trim() ?? "";
      return {
        name,
        visible: right > left && bottom > top,
        coveredBy:
          there === null || focused.contains(there) || there.contains(focused) ? null : there.className,
      };
    });
    if (seen === null) return names;
    expect(seen, seen.name).toMatchObject({ visible: true, coveredBy: null });
    names.push(seen.name);
  }
  throw new Error("Tab never came to the end of the page");
}

test("the board at 400 %: one direction, nothing covered, the next step by keyboard", async ({
  page,
  docket,
}) => {
  for (const name of ["Zoe Zoom", "Zack Zoom", "Zelda Zoom"]) await place(docket, name);
  await page.setViewportSize(WINDOW);
  await signInAtDesk(page, "Kira Spice");
  await expect(page.locator(".ticket .lines .qty").first()).toBeVisible();
  await expectOneDirection(page);
  const names = await walk(page);
  expect(names.filter((name) => name.startsWith("Accept")).length).toBeGreaterThanOrEqual(3);
  await tabTo(page, page.getByRole("button", { name: /^Accept/ }).first());
  await page.keyboard.press("Enter");
  const undo = page.getByRole("button", { name: /Undo/ });
  await expect(undo).toBeInViewport();
  await undo.click();
  await pictures(page, "zoom-board");
});

test("the table at 400 %: it alone scrolls sideways, and opens an order by keyboard", async ({
  page,
  docket,
}) => {
  const id = await place(docket, "Zita Zoom");
  await page.setViewportSize(WINDOW);
  await signInAtDesk(page, "Kira Spice");
  await page.goto("/desk/orders?view=table");
  await expect(page.locator(`tr[data-order="${id}"]`)).toBeVisible();
  await expectOneDirection(page);
  const names = await walk(page);
  expect(names).toContain(`Order ${id.slice(-4)}`);
  await tabTo(page, page.getByRole("link", { name: `Order ${id.slice(-4)}`, exact: true }));
  await pictures(page, "zoom-table");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`order=${id}`));
});

test("the drawer at 400 %: one direction, nothing covered, accepted by keyboard", async ({
  page,
  docket,
}) => {
  const id = await place(docket, "Zara Zoom");
  await page.setViewportSize(WINDOW);
  await signInAtDesk(page, "Kira Spice");
  await page.goto(`/desk/orders?order=${id}`);
  const title = page.locator(".drawer").getByRole("heading", { level: 2 });
  await expect(title).toBeFocused();
  await expect(page.getByRole("heading", { name: "Items" })).toBeVisible();
  await expectOneDirection(page);
  const names = await walk(page);
  expect(names).toContain("Edit");
  await title.focus();
  await tabTo(
    page,
    page
      .locator(".drawer")
      .getByRole("button", { name: /^Accept/ })
      .first(),
  );
  await pictures(page, "zoom-drawer");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: /Undo/ })).toBeInViewport();
});

test("filters and the account at 400 % are reached to their ends", async ({ page }) => {
  await page.setViewportSize(WINDOW);
  await signInAtDesk(page, "Kira Spice");
  const main = page.getByRole("main");
  await main.getByRole("button", { name: "Filter", exact: true }).click();
  const filters = page.getByRole("dialog", { name: "Filters" });
  await filters.getByRole("button", { name: "Done" }).last().focus();
  await expectOneDirection(page);
  await expect(filters.getByRole("button", { name: "Done" }).last()).toBeInViewport({ ratio: 1 });
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /your account/ }).click();
  const everywhere = page.getByRole("button", { name: "Sign out on all devices" });
  await everywhere.focus();
  await expect(everywhere).toBeInViewport({ ratio: 1 });
});

/** The staff of Spice Kitchen, for the tests of the pages about members and vouchers. */
import type { Locator, Page } from "@playwright/test";
import { type Docket, expect, type Json } from "./harness";
import { weigh } from "./weight";

/** The demo's staff of Spice Kitchen. */
export const KIRA = "Kira Spice";
export const KIRAS_PHONE = "+12025550103";

/** A member of Spice Kitchen, invited without a browser. */
export async function invite(docket: Docket, body: Json): Promise<string> {
  const token = await docket.token(KIRAS_PHONE);
  const { member } = await docket.ask("POST", "/api/members", { role: "seller", ...body }, token);
  return (member as { id: string }).id;
}

/** A member who has accepted. */
export async function join(docket: Docket, name: string, phone: string, role = "seller"): Promise<string> {
  const id = await invite(docket, { name, phone, role });
  await docket.ask("POST", `/api/me/invitations/${id}/accept`, undefined, await docket.token(phone));
  return id;
}

/** Presses Tab until this has the focus. */
export async function tabTo(page: Page, to: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    if (await to.evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`no way by Tab to ${to}`);
}

/** Opens a page and expects that it loads at most 40 KB of script beyond those of the orders page. */
export async function openWithinBudget(page: Page, path: string, language: string): Promise<void> {
  const weight = weigh(page);
  await page.goto(`/desk/orders?lang=${language}`);
  await expect(page.locator("h1")).toBeVisible();
  const before = weight();
  await page.goto(`${path}?lang=${language}`);
  await expect(page.locator("main :is(table, form)").first()).toBeVisible();
  expect((weight() - before) / 1_000, `KB of ${path} beyond the orders`).toBeLessThan(40);
}

/** The page is never wider than its window. */
export async function expectNoSidewaysScrolling(page: Page): Promise<void> {
  for (const width of [320, 768, 1024]) {
    await page.setViewportSize({ width, height: 800 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide, `${width} px`).toBeLessThanOrEqual(width);
  }
}

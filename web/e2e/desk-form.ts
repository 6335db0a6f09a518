/** Helpers for tests of forms on the sellers' pages: keyboard navigation, and pages that fit the window. */
import { expect, type Page } from "@playwright/test";

/** Presses Tab until the focus is on something whose name begins so. */
export async function tabTo(page: Page, name: string): Promise<void> {
  for (let count = 0; count < 80; count += 1) {
    const label = await page.evaluate(() => {
      const at = document.activeElement;
      const labels = (at as HTMLInputElement | null)?.labels;
      return at?.getAttribute("aria-label") ?? labels?.[0]?.textContent ?? at?.textContent;
    });
    if (label?.startsWith(name)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`the focus never came to ${name}`);
}

/** Nothing is wider than the window, down to a phone's width. */
export async function expectToFit(page: Page): Promise<void> {
  for (const width of [320, 768, 1024]) {
    await page.setViewportSize({ width, height: 800 });
    const wide = await page.evaluate(() => {
      const main = document.querySelector("main");
      const inMain = (main?.scrollWidth ?? 0) - (main?.clientWidth ?? 0);
      return Math.max(document.documentElement.scrollWidth - innerWidth, inMain);
    });
    expect(wide, `${page.url()} at ${width} px`).toBeLessThanOrEqual(0);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
}

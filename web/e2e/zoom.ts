/** A page at 400 % zoom: 320 by 256 CSS pixels remain of 1280 by 1024 (WCAG 1.4.10). */
import { expect, type Locator, type Page } from "@playwright/test";

export const WINDOW = { width: 320, height: 256 };

/** Nothing scrolls sideways, neither the page nor a part of it, except tables and the row of a shop's categories. */
export async function expectOneDirection(page: Page): Promise<void> {
  const sideways = await page.evaluate(() => {
    const scrolls = (element: Element) =>
      element.scrollWidth > element.clientWidth + 1 &&
      (element === document.documentElement || /auto|scroll/.test(getComputedStyle(element).overflowX));
    return [...document.querySelectorAll("*")]
      .filter((element) => scrolls(element) && !element.matches(".table-scroll, .cats"))
      .map((element) => `${element.tagName} ${element.className}`);
  });
  expect(sideways).toEqual([]);
}

/**
 * Walks through the page with Tab until `goal` has the focus, and checks every stop: no sticky element covers the focused
 * one (WCAG 2.4.11).
 */
export async function tabTo(page: Page, goal: Locator, most = 100): Promise<void> {
  for (let stops = 0; stops < most; stops += 1) {
    await page.keyboard.press("Tab");
    const hidden = await page.evaluate(hiddenFocus);
    expect(hidden, `what has the focus after ${stops + 1} stops`).toBeNull();
    if (await goal.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`The focus did not come to ${goal} in ${most} stops.`);
}

/** The text of the focused element, when another one covers all of it. */
function hiddenFocus(): string | null {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  // A label that is pressed in place of its control is the visible part of it.
  const { left, top, right, bottom } = element.getBoundingClientRect();
  const inside = (x: number, y: number) => {
    const there = document.elementFromPoint(x, y);
    return there !== null && (element.contains(there) || there.contains(element));
  };
  const columns = [left + 2, (left + right) / 2, right - 2].filter((x) => x > 0 && x < innerWidth);
  const rows = [top + 2, (top + bottom) / 2, bottom - 2].filter((y) => y > 0 && y < innerHeight);
  if (columns.some((x) => rows.some((y) => inside(x, y)))) return null;
  return `${element.tagName} ${element.getAttribute("aria-label") ?? element.textContent} at ${Math.round(top)}`;
}

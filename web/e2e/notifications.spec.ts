/** The feed on the sellers' pages: the bell, its panel, and other tabs. */
import type { Page } from "@playwright/test";
import { createBatch, DRIVER_ID, deliver } from "./delivery-orders";
import { signInAsDriver } from "./driver";
import { expect, expectAccessible, newPhone, pictures, SELLER, signInAtDesk, test } from "./harness";
import { place } from "./kitchen-orders";
import { expectNoSidewaysScrolling, KIRA, tabTo } from "./people";

/** The time of a poll of the feed after a change, and of the request. */
const SOON = { timeout: 15_000 };

const bell = (page: Page, unread: number) =>
  page.getByRole("button", {
    name: unread === 0 ? "Notifications" : `Notifications, ${unread} unread`,
    exact: true,
  });
const panel = (page: Page) => page.getByRole("dialog", { name: "Notifications" });

/** Signs in and waits until the feed was read once, without entries. */
async function atDesk(page: Page): Promise<void> {
  const read = page.waitForResponse((answer) => answer.url().includes("/api/notifications"));
  await signInAtDesk(page, KIRA);
  await read;
  await expect(bell(page, 0)).toBeVisible();
}

test("a new order is counted at the bell, is read with the keyboard, and leads to the order", async ({
  page,
  docket,
}) => {
  await atDesk(page);
  const before = await bell(page, 0).boundingBox();
  const id = await place(docket, "Ada Lovelace");
  await expect(bell(page, 1)).toBeVisible(SOON);
  expect(await bell(page, 1).boundingBox(), "the number moves nothing").toEqual(before);

  await tabTo(page, bell(page, 1));
  await page.keyboard.press("Enter");
  await expect(panel(page)).toBeFocused();
  const entry = panel(page).getByRole("link", { name: /New order/ });
  await expect(entry).toContainText(id);
  await expect(entry).toContainText("$");
  await expect(bell(page, 0)).toBeAttached();
  await page.keyboard.press("Escape");
  await expect(panel(page)).toBeHidden();
  await expect(bell(page, 0)).toBeFocused();

  await page.keyboard.press("Enter");
  await tabTo(page, entry);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/desk/orders/${id}`));
  await expect(panel(page)).toBeHidden();
});

test("what is read in one tab is read in the others, and after a reload", async ({
  page,
  context,
  docket,
}) => {
  await atDesk(page);
  const other = await context.newPage();
  await other.goto("/desk/products");
  await place(docket, "Ada Lovelace");
  for (const tab of [page, other]) await expect(bell(tab, 1)).toBeVisible(SOON);
  await bell(page, 1).click();
  await expect(panel(page).getByRole("link")).toHaveCount(1);
  await expect(bell(other, 0)).toBeVisible({ timeout: 2_000 });
  // Entries that arrive while the panel is open are shown, and marked as read.
  await place(docket, "Grace Hopper");
  await expect(panel(page).getByRole("link")).toHaveCount(2, SOON);
  await page.reload();
  await expect(bell(page, 0)).toBeVisible();
  const read = page.waitForResponse((answer) => answer.url().includes("/api/notifications"));
  await read;
  await expect(bell(page, 0)).toBeVisible();
});

test("an empty feed says so, and one that cannot be read says that and is tried again", async ({
  page,
  docket,
}) => {
  await atDesk(page);
  await bell(page, 0).click();
  await expect(panel(page).getByText("No notifications yet")).toBeVisible();
  await pictures(page, "notifications-empty");
  await page.keyboard.press("Escape");

  await place(docket, "Ada Lovelace");
  let down = true;
  await page.route("**/api/notifications?*", (route) => (down ? route.abort() : route.continue()));
  await bell(page, 0).click();
  const alert = panel(page).getByRole("alert");
  await expect(alert).toContainText("could not be loaded");
  await pictures(page, "notifications-failed");
  const again = alert.getByRole("button", { name: "Try again" });
  // At once: the next poll would remove the message by itself.
  down = false;
  await again.evaluate((button: HTMLButtonElement) => button.click());
  await expect(panel(page).getByRole("link")).toHaveCount(1);
  await expect(alert).toBeHidden();
});

for (const language of ["en", "de"] as const) {
  test(`the feed is accessible and looks right (${language})`, async ({ page, docket }) => {
    // Eight screenshots.
    test.slow();
    const token = await docket.token(SELLER);
    const hurry = { acceptWithinMinutes: 10 };
    await docket.ask("PATCH", "/api/sellers/spice-kitchen", hurry, token);
    const phone = newPhone();
    const stopped = await docket.order({
      sellerId: "spice-kitchen",
      items: [{ productId: "sk-curry", quantity: 1 }],
      fulfilment: { method: "pickup" },
      customer: { name: "Ada Lovelace", phone },
    });
    const path = `/api/orders/${stopped.id}/customer-cancel`;
    await docket.ask("PATCH", path, { reason: "Ordered twice" }, stopped.token);
    await place(docket, "Grace Hopper");
    await docket.advance("11m");
    await signInAtDesk(page, KIRA);
    await page.goto(`/desk/orders?lang=${language}`);
    const button = page.getByRole("button", { name: language === "en" ? /^Notifications/ : /^Mitteilungen/ });
    await expect(button).toHaveAccessibleName(/4/, SOON);
    await pictures(page, `notifications-bell${language === "en" ? "" : "-de"}`);
    await button.click();
    await expect(page.getByRole("dialog").getByRole("link")).toHaveCount(4);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await expectAccessible(page);
    }
    await pictures(page, `notifications${language === "en" ? "" : "-de"}`);
    await expectNoSidewaysScrolling(page);
    await page.keyboard.press("Escape");
    await page.setViewportSize({ width: 390, height: 844 });
    const right = await page.locator(".who").evaluate((one) => one.getBoundingClientRect().right);
    expect(right, "the whole bar is in the window of a phone").toBeLessThanOrEqual(390);
  });
}

test("an order that nobody accepts is heard once where sound is on, in one tab", async ({
  page,
  context,
  docket,
}) => {
  test.slow();
  const token = await docket.token(SELLER);
  await docket.ask("PATCH", "/api/sellers/spice-kitchen", { acceptWithinMinutes: 10 }, token);
  // Rings are counted for all tabs together, in local storage.
  await context.addInitScript(() => {
    class Context {
      state = "running";
      currentTime = 0;
      destination = {};
      async resume() {}
    }
    class Tone {
      gain = {
        setValueAtTime() {},
        linearRampToValueAtTime() {},
        exponentialRampToValueAtTime() {},
      };
      connect(to: unknown) {
        return to;
      }
      start() {
        localStorage.setItem("strokes", String(Number(localStorage.getItem("strokes") ?? 0) + 1));
      }
      stop() {}
    }
    Object.assign(window, { AudioContext: Context, OscillatorNode: Tone, GainNode: Tone });
  });
  await signInAtDesk(page, KIRA, "/desk/products");
  await page.getByRole("button", { name: "Sound off" }).click();
  const other = await context.newPage();
  await other.goto("/desk/products");
  for (const tab of [page, other]) await expect(bell(tab, 0)).toBeVisible();
  await place(docket, "Ada Lovelace");
  for (const tab of [page, other]) await expect(bell(tab, 1)).toBeVisible(SOON);
  const strokes = () => page.evaluate(() => Number(localStorage.getItem("strokes") ?? 0));
  expect(await strokes(), "a new order is the bell's of the orders").toBe(0);
  await docket.advance("11m");
  for (const tab of [page, other]) await expect(bell(tab, 2)).toBeVisible(SOON);
  // One sound has two strokes.
  await expect.poll(strokes).toBe(2);
});

test("a driver's bell counts a batch that comes while the page is open, and leads to it", async ({
  page,
  docket,
}) => {
  test.slow();
  const token = await docket.token(SELLER);
  const orderId = await deliver(docket, token, "Ada Lovelace");
  const read = page.waitForResponse((answer) => answer.url().includes("/api/notifications"));
  await signInAsDriver(page);
  await read;
  await bell(page, 0).click();
  await expect(panel(page).getByText("New and cancelled batches appear here")).toBeVisible();
  await page.keyboard.press("Escape");
  const batch = await createBatch(docket, token, [orderId], DRIVER_ID);
  // The tour is read every 15 seconds.
  await expect(bell(page, 1)).toBeVisible({ timeout: 25_000 });
  await expectAccessible(page);
  await bell(page, 1).click();
  const entry = panel(page).getByRole("link", { name: /Batch to deliver/ });
  await expect(entry).toContainText(`${batch.batchNumber} · 1 order`);
  await expectAccessible(page);
  await pictures(page, "notifications-driver");
  await expectNoSidewaysScrolling(page);
  await entry.click();
  await expect(page).toHaveURL(new RegExp(`/desk/drive\\?batch=${batch.id}`));
  await expect(panel(page)).toBeHidden();
  await expect(bell(page, 0)).toBeVisible();
});

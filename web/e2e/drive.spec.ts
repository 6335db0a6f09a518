/** A driver's page. */
import type { Locator } from "@playwright/test";
import {
  createBatch,
  DRIVER,
  DRIVER_ID,
  deliver,
  expectNoSideways,
  readBatch,
  tail,
} from "./delivery-orders";
import { address, delivered, hold, onTour, PHONE, signInAsDriver, street, tour } from "./driver";
import { expect, expectAccessible, pictures, SELLER, signInAtDesk, test } from "./harness";
import { read } from "./kitchen-orders";
import { weigh } from "./weight";

test("a driver comes to their own page from everywhere, and signs out there", async ({ page }) => {
  await signInAsDriver(page);
  await expect(page).toHaveURL(/\/desk\/drive$/);
  await expect(page.getByText("No batch for you yet")).toBeVisible();
  await page.goto("/desk/orders");
  await expect(page).toHaveURL(/\/desk\/drive$/);
  await page.getByRole("button", { name: /Dan Wheeler, your account/ }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Or sign in as a demo user" })).toBeVisible();
  expect(await page.evaluate(() => localStorage.getItem("docket-driver"))).toBeNull();
});

test("who is no driver has no tour", async ({ page }) => {
  await signInAtDesk(page, "Kira Spice");
  await page.goto("/desk/drive");
  await expect(page).toHaveURL(/\/desk\/orders/);
});

test("orders that are not ready are named before the tour, and can be left out", async ({ page, docket }) => {
  const token = await docket.token(SELLER);
  const [ann, ben] = [
    await deliver(docket, token, "Ann"),
    await deliver(docket, token, "Ben", { ready: false }),
  ];
  const batch = await createBatch(docket, token, [ann, ben], DRIVER_ID);
  await signInAsDriver(page, `?batch=${batch.id}`);
  await expect(page.getByRole("heading", { name: "1 order is not ready yet." })).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: tail(ben) })).toContainText("in preparation");
  await expectAccessible(page);
  await pictures(page, "drive-pickup");
  await hold(page.getByRole("button", { name: "Hold: leave the rest, pick up 1" }));
  await expect(address(page)).toHaveText(await street(docket, ann, token));
  await expect.poll(async () => (await read(docket, ann, token)).status).toBe("OUT_FOR_DELIVERY");
  expect(await read(docket, ben, token)).toMatchObject({ status: "PREPARING" });
});

test("a stop shows address, phone, amount and notes, and escapes markup in them", async ({
  page,
  docket,
}) => {
  const token = await docket.token(SELLER);
  const evil = "<img src=x onerror=alert(1)>";
  const id = await deliver(docket, token, evil, {
    line1: "18 Rhode Island Avenue NE",
    notes: "Side door. <b>The dog</b> is friendly.",
  });
  const batch = await createBatch(docket, token, [id], DRIVER_ID);
  await docket.ask("PATCH", `/api/delivery/batches/${batch.id}/pickup`, {}, await docket.token(DRIVER));
  await signInAsDriver(page, `?batch=${batch.id}`);
  await expect(address(page)).toHaveText("18 Rhode Island Avenue NE");
  await expect(page.getByText("Side door. <b>The dog</b> is friendly.")).toBeVisible();
  await expect(page.getByRole("link", { name: `Call ${evil}` })).toHaveAttribute("href", /^tel:\+1202555/);
  await expect(page.getByRole("link", { name: "Map", exact: true })).toHaveAttribute(
    "href",
    /^geo:0,0\?q=18%20Rhode/,
  );
  await expect(page.getByRole("definition")).toHaveText("$36.20");
  await expect(page.getByText(/3 items in bag/)).toBeVisible();
  await hold(page.getByRole("button", { name: "Hold: delivered, $36.20 collected" }));
  await expect(page.getByRole("heading", { name: "All stops are done" })).toBeVisible();
  await expect
    .poll(async () => JSON.stringify(await read(docket, id, token)))
    .toContain("Collected $36.20 in cash");
  expect(await page.locator("main img").count()).toBe(0);
});

test("a step that the server refuses is at its stop with the server's sentence, and can be given up", async ({
  page,
  docket,
  context,
}) => {
  const token = await docket.token(SELLER);
  const { batch, ids } = await onTour(docket, token, "Ann", "Ben");
  await signInAsDriver(page, `?batch=${batch.id}`);
  await expect(address(page)).toHaveText(await street(docket, ids[0] ?? "", token));
  await context.setOffline(true);
  await delivered(page).click();
  await page.getByRole("button", { name: /Press again/ }).click();
  await expect(address(page)).toHaveText(await street(docket, ids[1] ?? "", token));
  // An administrator cancels the order that the driver has just handed over.
  const admin = await docket.token("+12025550100");
  const reason = { reason: "The buyer called" };
  await docket.ask("PATCH", `/api/orders/${ids[0]}/admin-cancel`, reason, admin);
  await context.setOffline(false);
  await page.getByRole("link", { name: new RegExp(`Stop 1, ${tail(ids[0] ?? "")}`) }).click();
  const refusal = page.getByRole("alert");
  await expect(refusal).toContainText("“Delivered” was not taken.", { timeout: 20_000 });
  await expect(refusal).toContainText("CANCELLED");
  await expectAccessible(page);
  await pictures(page, "drive-refused");
  await expect(delivered(page)).toBeHidden();
  await refusal.getByRole("button", { name: "Discard" }).click();
  await expect(refusal).toBeHidden();
  await expect(page.getByText("This order is not delivered any more.")).toBeVisible();
});

test("a problem of another kind needs a note, which a refusal keeps", async ({ page, docket }) => {
  const token = await docket.token(SELLER);
  const { batch, ids } = await onTour(docket, token, "Ann");
  await signInAsDriver(page, `?batch=${batch.id}`);
  await page.getByRole("button", { name: "Problem…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Tell dispatch" }).click();
  await expect(dialog.getByRole("alert")).toHaveText("Choose what is wrong.");
  await dialog.getByRole("radio", { name: "Something else" }).click();
  await dialog.getByRole("button", { name: "Tell dispatch" }).click();
  await expect(dialog).toContainText("Write what is wrong.");
  await expectAccessible(page);
  await pictures(page, "drive-problem");
  await dialog.getByLabel("Notes").fill("The bridge is closed");
  await dialog.getByRole("button", { name: "Tell dispatch" }).click();
  await expect(page.getByText(/^Reported at .*Something else/)).toBeVisible();
  await expect(page.getByText("1 stop has a problem.")).toBeVisible();
  await expect
    .poll(async () => (await read(docket, ids[0] ?? "", token)).deliveryProblem)
    .toMatchObject({ kind: "other", notes: "The bridge is closed" });
});

test("another way round is taken from the list", async ({ page, docket }) => {
  const token = await docket.token(SELLER);
  const { batch, ids } = await onTour(docket, token, "Ann", "Ben", "Cem");
  const [ann = "", ben = "", cem = ""] = ids;
  await signInAsDriver(page, `?batch=${batch.id}`);
  await page.getByRole("link", { name: "All stops" }).click();
  await page.getByRole("button", { name: `${tail(cem)} one place up` }).click();
  await page.getByRole("button", { name: `${tail(cem)} one place up` }).click();
  await expect.poll(async () => (await readBatch(docket, batch.id, token)).orderIds).toEqual([cem, ann, ben]);
  await expectAccessible(page);
  await page.getByRole("link", { name: "Back to the stop" }).click();
  await expect(address(page)).toHaveText(await street(docket, cem, token));
});

test("signing out warns of steps that wait, and forgets the tour", async ({ page, docket, context }) => {
  const token = await docket.token(SELLER);
  const { batch } = await onTour(docket, token, "Ann", "Ben");
  await signInAsDriver(page, `?batch=${batch.id}`);
  await expect(delivered(page)).toBeVisible();
  await context.setOffline(true);
  await delivered(page).click();
  await page.getByRole("button", { name: /Press again/ }).click();
  await expect(page.getByText("1 step waits for signal")).toBeVisible();
  await page.getByRole("button", { name: /your account/ }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  const question = page.getByRole("alertdialog");
  await expect(question).toContainText("1 step is not sent yet");
  // The server cannot be reached, so nobody is signed out and nothing is lost.
  await question.getByRole("button", { name: "Sign out and lose them" }).click();
  await expect(page.getByText("You are still signed in")).toBeAttached();
  await expect(page.getByText("1 step waits for signal")).toBeVisible();
  await page.route("**/api/delivery/**", (route) => route.abort());
  await context.setOffline(false);
  await page.getByRole("button", { name: /your account/ }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await question.getByRole("button", { name: "Sign out and lose them" }).click();
  await expect(page.getByRole("heading", { name: "Or sign in as a demo user" })).toBeVisible();
  const left = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const opening = indexedDB.open("docket-drive");
        opening.onsuccess = () => {
          const counting = opening.result.transaction("kept").objectStore("kept").count();
          counting.onsuccess = () => resolve(counting.result);
        };
      }),
  );
  expect(left).toBe(0);
});

test("a whole tour by keyboard alone", async ({ page, docket }) => {
  const token = await docket.token(SELLER);
  const { batch, ids } = await tour(docket, token, "Ann", "Ben");
  await signInAsDriver(page);
  const press = async (target: Locator) => {
    await expect(target).toBeVisible();
    for (let presses = 0; presses < 40; presses += 1) {
      if (await target.evaluate((one) => one === document.activeElement)) {
        await page.keyboard.press("Enter");
        return;
      }
      await page.keyboard.press("Tab");
    }
    throw new Error(`Tab never came to ${target}`);
  };
  await press(page.getByRole("link", { name: /001/ }));
  await press(page.getByRole("button", { name: "Hold: pick up 2 orders" }));
  await expect(page.getByRole("status").filter({ hasText: "Press again to confirm." })).toBeAttached();
  await press(page.getByRole("button", { name: "Press again: pick up 2 orders" }));
  for (const id of ids) {
    await expect(address(page)).toHaveText(await street(docket, id, token));
    await press(page.getByRole("button", { name: /Hold: delivered/ }));
    await press(page.getByRole("button", { name: /Press again: delivered/ }));
  }
  await press(page.getByRole("button", { name: "Hold: complete the tour" }));
  await press(page.getByRole("button", { name: "Press again: complete the tour" }));
  await expect(page.getByRole("heading", { name: "The tour is completed" })).toBeVisible();
  await expect.poll(async () => (await readBatch(docket, batch.id, token)).status).toBe("COMPLETED");
});

test("a batch that went to somebody else says so", async ({ page, docket }) => {
  const token = await docket.token(SELLER);
  const { batch } = await tour(docket, token, "Ann");
  await signInAsDriver(page, `?batch=${batch.id}`);
  await expect(page.getByRole("heading", { name: "Everything is ready." })).toBeVisible();
  await docket.ask("PATCH", `/api/delivery/batches/${batch.id}/cancel`, {}, token);
  await page.reload();
  await expect(page.getByText("This batch is not yours any more")).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "Today’s batches" }).click();
  await expect(page.getByText("No batch for you yet")).toBeVisible();
});

for (const language of ["en", "de"] as const) {
  test(`driving is accessible, light, and fits a small phone (${language})`, async ({
    page,
    docket,
    context,
  }) => {
    const token = await docket.token(SELLER);
    await docket.ask("PATCH", "/api/sellers/spice-kitchen", { deliveryTimeMinutes: 15 }, token);
    const long = "Maximiliane von Hohenstein-Wagenknecht";
    const { batch } = await onTour(docket, token, "Ann", long, "Cem", "Dana");
    await tour(docket, token, "Eve");
    await page.setViewportSize(PHONE);
    await page.goto(`/desk?lang=${language}`);
    await page.getByRole("button", { name: "Dan Wheeler" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByRole("link", { name: /001/ })).toBeVisible();
    await expectAccessible(page);
    await pictures(page, language === "en" ? "drive-home" : "drive-home-de");
    const weight = weigh(page);
    await page.goto(`/desk/drive?lang=${language}&batch=${batch.id}`);
    await expect(page.locator(".hold")).toBeVisible();
    expect(weight(/^(page|drive)/) / 1_000, "KB of the page").toBeLessThan(40);
    await context.setOffline(true);
    await page.locator(".hold").click();
    await page.locator(".hold").click();
    await expect(page.locator(".drive-off")).toBeVisible();
    await expect(page.locator(".rail-kept")).toBeVisible();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await expectAccessible(page);
    }
    await pictures(page, language === "en" ? "drive" : "drive-de");
    await expectNoSideways(page, [320, 390, 768]);
    await context.setOffline(false);
  });
}

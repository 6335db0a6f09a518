/** The kitchen's wall display, as cooks use it. */
import {
  type Docket,
  expect,
  expectAccessible,
  type Json,
  pictures,
  SELLER,
  signInAtDesk,
  test,
  testWithOrders,
} from "./harness";
import { accept, column, openKitchen, place, read, slip, TABLET } from "./kitchen-orders";
import { weigh } from "./weight";

async function seller(docket: Docket): Promise<Json> {
  return (await docket.ask("GET", "/api/sellers/spice-kitchen")).seller as Json;
}

/** Dishes take 25 minutes here. */
const usual = (docket: Docket, token: string) =>
  docket.ask("PATCH", "/api/sellers/spice-kitchen", { prepTimeMinutes: 25 }, token);

test("a kitchen accepts from the wall with its minutes", async ({ page, docket }) => {
  const token = await docket.token(SELLER);
  await usual(docket, token);
  await openKitchen(page);
  await expect(page.getByText("No new orders. They appear here automatically.")).toBeVisible();
  const id = await place(docket, "Ada Lovelace", { notes: "No coriander, please" });
  // Two polls of three seconds, and the duration of the requests.
  await expect(column(page, "New").locator(`[data-order="${id}"]`)).toBeVisible({ timeout: 20_000 });
  const ticket = slip(page, id);
  await expect(ticket).toContainText("+ 2 Naan");
  await expect(ticket).toContainText("No coriander, please");
  await expect(ticket.getByRole("radio", { name: "25" })).toBeChecked();
  await ticket.getByRole("radio", { name: "40" }).click();
  // A ticket that somebody has touched was seen: the bell does not ring for it any more.
  await expect.poll(() => page.evaluate(() => localStorage.getItem("docket-opened"))).toContain(id);
  await ticket.getByRole("button", { name: "Accept, 40 min" }).click();
  await expect(ticket.getByRole("button", { name: "Undo" })).toBeVisible();
  await expect(column(page, "In the kitchen").locator(`[data-order="${id}"]`)).toBeVisible({
    timeout: 20_000,
  });
  expect(await read(docket, id, token)).toMatchObject({ status: "PREPARING", estimatedPrepTime: 40 });
});

test("a kitchen rejects with a prepared reason", async ({ page, docket }) => {
  const token = await docket.token(SELLER);
  const id = await place(docket, "Rita Reject");
  await openKitchen(page);
  await slip(page, id).getByRole("button", { name: "Reject…" }).click();
  const question = page.getByRole("alertdialog");
  await question.getByRole("radio", { name: "Sold out" }).click();
  await expectAccessible(page);
  await question.getByRole("button", { name: "Reject", exact: true }).click();
  await expect(slip(page, id)).toBeHidden();
  expect(await read(docket, id, token)).toMatchObject({ status: "REJECTED" });
});

test("Ready can be undone, goes out by itself, and at once when the page closes", async ({
  page,
  docket,
}) => {
  const token = await docket.token(SELLER);
  const [first, second] = [await place(docket, "Rudi Ready"), await place(docket, "Cleo Close")];
  for (const id of [first, second]) await accept(docket, id, token);
  await openKitchen(page);
  const ready = column(page, "Ready");
  await slip(page, first).getByRole("button", { name: "Ready", exact: true }).click();
  const out = ready.locator(`[data-order="${first}"]`);
  await expect(out).toContainText("Rudi Ready is notified in");
  await out.getByRole("button", { name: "Undo" }).click();
  await expect(column(page, "In the kitchen").locator(`[data-order="${first}"]`)).toBeVisible();
  expect(await read(docket, first, token)).toMatchObject({ status: "PREPARING" });

  await slip(page, first).getByRole("button", { name: "Ready", exact: true }).click();
  await expect(out.getByRole("button", { name: "Handed over…" })).toBeVisible({ timeout: 20_000 });
  expect(await read(docket, first, token)).toMatchObject({ status: "READY" });

  await slip(page, second).getByRole("button", { name: "Ready", exact: true }).click();
  await expect(ready.locator(`[data-order="${second}"]`)).toBeVisible();
  await page.close();
  await expect.poll(async () => (await read(docket, second, token)).status).toBe("READY");
});

test("what is late says by how much, and how it is undone is said, too", async ({ page, docket }) => {
  const token = await docket.token(SELLER);
  const [late, out] = [await place(docket, "Lara Late"), await place(docket, "Olga Out")];
  for (const id of [late, out]) await accept(docket, id, token);
  await docket.advance("31m");
  await openKitchen(page);
  await expect(slip(page, late)).toContainText("6 min late");
  await slip(page, out).getByRole("button", { name: "Ready", exact: true }).press("Enter");
  // While the focus is in the ticket, its change is not sent.
  await column(page, "Ready").getByRole("button", { name: "Undo" }).press("Shift");
  await expectAccessible(page);
  await pictures(page, "kitchen-late");
  await column(page, "Ready").getByRole("button", { name: "Undo" }).press("Enter");
  await expect(column(page, "In the kitchen").locator(`[data-order="${out}"]`)).toBeVisible();
});

test("a busy kitchen adds minutes, pauses orders, and takes a dish off until closing", async ({
  page,
  docket,
}) => {
  const token = await docket.token(SELLER);
  await usual(docket, token);
  const id = await place(docket, "Bibi Busy");
  await openKitchen(page);
  const busy = page.getByRole("dialog", { name: "Busy" });
  const open = () => page.getByRole("button", { name: "Busy", exact: true }).click();
  const different = page.getByRole("list", { name: "What is different now" });

  await open();
  await expectAccessible(page);
  await busy.getByRole("radio", { name: "10", exact: true }).click();
  await pictures(page, "kitchen-busy");
  await busy.getByRole("button", { name: /^Add 10 min until \d\d:\d\d/ }).click();
  await expect(different).toContainText(/Busy, \+10 min until/);
  expect(await seller(docket)).toMatchObject({ extraPrepMinutes: 10 });
  await expect(slip(page, id).getByRole("button", { name: "Accept, 25 + 10 min" })).toBeVisible();

  await open();
  await busy.getByRole("radio", { name: "Product off" }).click();
  await busy.getByRole("radio", { name: "Chickpea curry" }).click();
  await busy.getByRole("button", { name: "Switch off Chickpea curry" }).click();
  await expect(different).toContainText(/Chickpea curry off until/);
  const product = async () => (await docket.ask("GET", "/api/products/sk-curry")).product as Json;
  expect(Date.parse((await product()).offUntil as string)).toBeGreaterThan(Date.now());

  await open();
  await busy.getByRole("radio", { name: "Pause ordering" }).click();
  await busy.getByRole("button", { name: /^Pause until/ }).click();
  await expect(different).toContainText(/Ordering paused until/);
  await expectAccessible(page);
  await pictures(page, "kitchen-different");

  for (const what of ["Busy, +10 min", "Ordering paused", "Chickpea curry off"])
    await page.getByRole("button", { name: `End: ${what}` }).click();
  await expect(different).toBeHidden();
  expect(await seller(docket)).toMatchObject({ extraPrepMinutes: null, pausedUntil: null });
  expect((await product()).offUntil).toBeUndefined();
  expect(await read(docket, id, token)).toMatchObject({ status: "PLACED" });
});

test("struck lines and cancelled tickets survive a reload, until somebody removes them", async ({
  page,
  docket,
}) => {
  const token = await docket.token(SELLER);
  const [made, stopped] = [await place(docket, "Mia Made"), await place(docket, "Stan Stopped")];
  for (const id of [made, stopped]) await accept(docket, id, token);
  await openKitchen(page);
  const line = slip(page, made).getByRole("button", { name: "Mango lassi" });
  await line.click();
  await expect(line).toHaveAttribute("aria-pressed", "true");
  await expect(slip(page, stopped)).toBeVisible();
  await docket.ask("PATCH", `/api/orders/${stopped}/cancel`, { reason: "The customer asked" }, token);
  const remove = slip(page, stopped).getByRole("button", { name: `Remove ${stopped.slice(-4)}` });
  await expect(remove).toBeVisible({ timeout: 20_000 });
  await expect(slip(page, stopped)).toContainText("Cancelled");
  await expectAccessible(page);

  await page.reload();
  await expect(line).toHaveAttribute("aria-pressed", "true");
  await expect(slip(page, made).getByRole("button", { name: /Vegetable thali/ })).toHaveAttribute(
    "aria-pressed",
    "false",
  );
  await expect(remove).toBeVisible();
  await expect(slip(page, stopped).getByRole("button", { name: "Mango lassi" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await pictures(page, "kitchen-cancelled");
  await remove.click();
  await expect(slip(page, stopped)).toBeHidden();
  await page.reload();
  await expect(slip(page, made)).toBeVisible();
  await expect(slip(page, stopped)).toBeHidden();
});

test("keys choose a ticket, take its next step and undo it; g and a letter go to pages", async ({
  page,
  docket,
}) => {
  const token = await docket.token(SELLER);
  const id = await place(docket, "Kai Keys");
  await accept(docket, id, token);
  await page.setViewportSize(TABLET);
  await signInAtDesk(page, "Kira Spice");
  await expect(page.getByRole("link", { name: "Kitchen", exact: true })).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("k");
  await expect(column(page, "In the kitchen").locator(`[data-order="${id}"]`)).toBeVisible();
  await page.keyboard.press("1");
  await expect(slip(page, id)).toBeFocused();
  await page.keyboard.press("Space");
  await expect(column(page, "Ready").locator(`[data-order="${id}"]`)).toBeVisible();
  await page.keyboard.press("u");
  await expect(column(page, "In the kitchen").locator(`[data-order="${id}"]`)).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("o");
  await expect(page).toHaveURL(/\/desk\/orders/);
});

test("by keyboard alone: who was faster is said, and names and notes are data", async ({ page, docket }) => {
  const token = await docket.token(SELLER);
  const name = `<img src=x onerror=alert(1)>`;
  const id = await place(docket, name, { notes: "<script>alert(2)</script>" });
  await openKitchen(page);
  await expect(slip(page, id)).toContainText(name);
  await expect(slip(page, id)).toContainText("<script>alert(2)</script>");
  await page.keyboard.press("1");
  await expect(slip(page, id)).toBeFocused();
  const accepting = slip(page, id).getByRole("button", { name: /^Accept/ });
  for (let tabs = 0; tabs < 20; tabs += 1) {
    if (await accepting.evaluate((button) => button === document.activeElement)) break;
    await page.keyboard.press("Tab");
  }
  await expect(accepting).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(slip(page, id).getByRole("button", { name: "Undo" })).toBeVisible();
  await docket.ask("PATCH", `/api/orders/${id}/reject`, { reason: "Too busy" }, token);
  const said = page.getByRole("alert").filter({ hasText: id.slice(-4) });
  await expect(said).toContainText(
    /was rejected by you, in another tab at .* Your change “Accept” was not saved\./,
    { timeout: 20_000 },
  );
  await expect(slip(page, id)).toBeHidden();
  expect(await read(docket, id, token)).toMatchObject({ status: "REJECTED" });
});

test("All day adds up what is to be made", async ({ page, docket }) => {
  const token = await docket.token(SELLER);
  const [fresh, work] = [await place(docket, "Nora New"), await place(docket, "Walt Work")];
  await accept(docket, work, token);
  await openKitchen(page);
  await expect(slip(page, fresh)).toBeVisible();
  await page.getByRole("button", { name: "All day" }).click();
  const thali = page.getByRole("listitem").filter({ hasText: "Vegetable thali" });
  await expect(thali).toContainText("4");
  await expect(thali).toContainText("2 of them new");
  await expect(thali).toContainText("+ 4 Naan");
  await expectAccessible(page);
  await pictures(page, "kitchen-all-day");
  await page.getByRole("button", { name: "Show the tickets" }).click();
  await expect(slip(page, fresh)).toBeVisible();
});

test("without a connection the last tickets are shown with their age, and cannot be changed", async ({
  page,
  context,
  docket,
}) => {
  const id = await place(docket, "Otto Offline");
  await openKitchen(page);
  await expect(slip(page, id).getByRole("button", { name: /^Accept/ })).toBeVisible();
  await context.setOffline(true);
  await expect(page.getByText(/^Offline since \d\d:\d\d\. These tickets are \d+ min old\./)).toBeVisible({
    timeout: 30_000,
  });
  const accepting = slip(page, id).getByRole("button", { name: /^Accept/ });
  await expect(accepting).toHaveAttribute("aria-disabled", "true");
  await expectAccessible(page);
  await pictures(page, "kitchen-offline");
  await context.setOffline(false);
  await expect(accepting).toHaveAttribute("aria-disabled", "false", { timeout: 30_000 });
});

test("a screen that may switch itself off is said, until somebody has read it", async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, "wakeLock"));
  await openKitchen(page);
  const bar = page.getByText("This screen may switch itself off.");
  await expect(bar).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Dismiss" }).click();
  await expect(bar).toBeHidden();
});

for (const language of ["en", "de"] as const) {
  testWithOrders(`the wall display is accessible, and fits its screen (${language})`, async ({ page }) => {
    await page.setViewportSize(TABLET);
    await signInAtDesk(page, "Kira Spice");
    const weight = weigh(page);
    await page.goto(`/desk/orders?lang=${language}`);
    await expect(page.locator(".ticket .lines .qty").first()).toBeVisible();
    const before = weight();
    await page.goto(`/desk/kitchen?lang=${language}`);
    await expect(page.locator(".cook-qty").first()).toBeVisible();
    expect((weight() - before) / 1_000, "KB of the kitchen beyond the desk").toBeLessThan(40);
    await expect(page.getByRole("heading", { name: language === "de" ? /^Neu/ : /^New/ })).toBeVisible();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await expectAccessible(page);
    }
    await pictures(page, language === "en" ? "kitchen" : "kitchen-de");
    if (language === "en") {
      await page.setViewportSize({ width: 1024, height: 768 });
      await pictures(page, "kitchen-small");
    }
    for (const width of [320, 768, 1024, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide, `${width} px`).toBeLessThanOrEqual(width);
    }
    await page.locator("[data-size-switch]").click();
    await expectAccessible(page);
    await pictures(page, language === "en" ? "kitchen-large" : "kitchen-large-de");
    const small = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>(".kitchen button, .kitchen a")]
        .filter((one) => one.offsetParent !== null && one.getBoundingClientRect().height < 56)
        .map((one) => one.outerHTML.slice(0, 120)),
    );
    expect(small, "targets below 56 px").toEqual([]);
  });
}

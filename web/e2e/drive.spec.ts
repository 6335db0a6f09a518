/** A driver's tour, as drivers and those who send them would tell it. */
import type { Browser, BrowserContext, Locator, Page } from "@playwright/test";
import {
  type Batch,
  createBatch,
  DRIVER,
  DRIVER_ID,
  deliver,
  expectNoSideways,
  readBatch,
  SELLER,
  tail,
} from "./delivery-orders";
import { type Docket, expect, expectAccessible, type Json, pictures, signInAtDesk, test } from "./harness";
import { read } from "./kitchen-orders";
import { weigh } from "./weight";

const PHONE = { width: 390, height: 844 };

async function signInAsDriver(page: Page, query = ""): Promise<void> {
  await page.setViewportSize(PHONE);
  await page.goto("/desk");
  await page.getByRole("button", { name: "Dan Wheeler" }).click();
  await expect(page.getByRole("heading", { name: "Today’s batches", level: 1 })).toBeVisible();
  if (query !== "") await page.goto(`/desk/drive${query}`);
}

/** The service worker keeps the page from then on. */
async function kept(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

async function hold(button: Locator): Promise<void> {
  const page = button.page();
  await button.hover();
  await page.mouse.down();
  await expect(button).toHaveClass(/hold-on/);
  await expect(page.locator(".hold-on")).toHaveCount(0);
  await page.mouse.up();
}

async function report(page: Page, kind: string, notes: string): Promise<void> {
  await page.getByRole("button", { name: "Problem…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: kind }).click();
  await dialog.getByLabel("Notes").fill(notes);
  await dialog.getByRole("button", { name: "Tell dispatch" }).click();
}

/** Ready orders for these people in one batch of the demo's driver. */
async function tour(
  docket: Docket,
  token: string,
  ...names: string[]
): Promise<{ batch: Batch; ids: string[] }> {
  const ids: string[] = [];
  for (const name of names) ids.push(await deliver(docket, token, name));
  return { batch: await createBatch(docket, token, ids, DRIVER_ID), ids };
}

async function onTour(
  docket: Docket,
  token: string,
  ...names: string[]
): Promise<{ batch: Batch; ids: string[] }> {
  const made = await tour(docket, token, ...names);
  const driver = await docket.token(DRIVER);
  await docket.ask("PATCH", `/api/delivery/batches/${made.batch.id}/pickup`, {}, driver);
  return made;
}

const delivered = (page: Page) => page.getByRole("button", { name: /delivered/ });
const address = (page: Page) => page.getByRole("heading", { level: 2 });
const street = (docket: Docket, id: string, token: string) =>
  read(docket, id, token).then(
    ({ fulfilment }) => (fulfilment as { address: { line1: string } }).address.line1,
  );

async function reached(docket: Docket, id: string, token: string, status: string): Promise<number> {
  const { statusTimeline } = (await read(docket, id, token)) as unknown as {
    statusTimeline: { status: string; timestamp: string }[];
  };
  const entry = statusTimeline.find((one) => one.status === status);
  return Date.parse(entry?.timestamp ?? "");
}

const now = async (docket: Docket) =>
  Date.parse(((await docket.ask("GET", "/_local/clock")) as Json).now as string);

test("dispatch sends a tour out; the driver goes on without signal; everything arrives with its true time", async ({
  page,
  docket,
  browser,
}) => {
  test.setTimeout(180_000);
  const token = await docket.token(SELLER);
  const ids: string[] = [];
  for (const name of ["Ann", "Ben", "Cem", "Dana"]) ids.push(await deliver(docket, token, name));
  const elsewhere = await createBatch(docket, token, [await deliver(docket, token, "Eve"), ids[3] ?? ""]);

  // Dispatch builds a batch of what waits, moves a stop into it, and gives it to Dan.
  await signInAtDesk(page, "Kira Spice");
  await page.goto("/desk/dispatch");
  await page.getByRole("button", { name: "Make a batch of 3" }).click();
  await page.getByRole("button", { name: "Create batch" }).click();
  const batch = page.getByRole("article", { name: "Batch 002" });
  await page.getByRole("button", { name: `Move ${tail(ids[3] ?? "")}` }).click();
  await page.getByRole("menuitem", { name: "To batch 002" }).click();
  await expect(batch.locator("[data-stop]")).toHaveCount(4);
  await batch.getByRole("button", { name: "Assign…" }).click();
  await page.getByRole("dialog").getByLabel("Driver").selectOption({ label: "Dan Wheeler, free" });
  await page.getByRole("dialog").getByRole("button", { name: "Assign" }).click();
  await expect(batch).toContainText("Dan Wheeler");
  expect((await readBatch(docket, elsewhere.id, token)).orderIds).toHaveLength(1);

  await withDriver(browser, docket, async (phone, context) => {
    await signInAsDriver(phone);
    await kept(phone);
    await phone.getByRole("link", { name: /002/ }).click();
    await hold(phone.getByRole("button", { name: "Hold: pick up 4 orders" }));
    await expect(address(phone)).toHaveText(await street(docket, ids[0] ?? "", token));
    await expect.poll(async () => (await read(docket, ids[3] ?? "", token)).status).toBe("OUT_FOR_DELIVERY");

    await context.setOffline(true);
    await expect(phone.getByText(/^No signal since/)).toBeVisible();
    await hold(delivered(phone));
    await expect(address(phone)).toHaveText(await street(docket, ids[1] ?? "", token));
    await delivered(phone).click();
    await phone.getByRole("button", { name: /Press again: delivered/ }).click();
    await expect(address(phone)).toHaveText(await street(docket, ids[2] ?? "", token));
    await report(phone, "Nobody there", "Rang twice");
    await expect(phone.getByText("3 steps wait for signal")).toBeVisible();
    const made = await now(docket);

    // A reload in the dead spot loses nothing.
    await phone.reload();
    await expect(phone.getByText("3 steps wait for signal")).toBeVisible();
    await expect(address(phone)).toHaveText(await street(docket, ids[3] ?? "", token));
    expect(await read(docket, ids[0] ?? "", token)).toMatchObject({ status: "OUT_FOR_DELIVERY" });

    await docket.advance("10m");
    await context.setOffline(false);
    await expect(phone.getByText("3 steps wait for signal")).toBeHidden({ timeout: 20_000 });
    for (const id of ids.slice(0, 2)) {
      await expect.poll(async () => (await read(docket, id, token)).status).toBe("DELIVERED");
      const at = await reached(docket, id, token, "DELIVERED");
      expect(Math.abs(at - made), "the time of the step, not of the signal").toBeLessThan(60_000);
    }
    const [first, second] = [
      await reached(docket, ids[0] ?? "", token, "DELIVERED"),
      await reached(docket, ids[1] ?? "", token, "DELIVERED"),
    ];
    expect(first).toBeLessThan(second);

    // Dispatch sees it on top, and sends the driver there last.
    const trouble = page.locator(`[data-trouble="${ids[2]}"]`);
    await expect(trouble).toContainText("Nobody there.", { timeout: 20_000 });
    await expect(trouble).toContainText("“Rang twice”");
    const { deliveryProblem } = (await read(docket, ids[2] ?? "", token)) as unknown as {
      deliveryProblem: { at: string };
    };
    expect(Math.abs(Date.parse(deliveryProblem.at) - made)).toBeLessThan(60_000);
    await expectAccessible(page);
    await pictures(page, "dispatch-trouble");
    await trouble.getByRole("button", { name: "Last stop instead" }).click();
    await expect
      .poll(async () => (await readBatch(docket, (await theirs(docket, token)).id, token)).orderIds.at(-1))
      .toBe(ids[2]);

    await hold(delivered(phone));
    await expect(address(phone)).toHaveText(await street(docket, ids[2] ?? "", token));
    await expect(phone.getByText(/^Reported at .*Nobody there/)).toBeVisible();
    await hold(delivered(phone));
    await expect(address(phone)).toHaveText("All stops are done");
    await hold(phone.getByRole("button", { name: "Hold: complete the tour" }));
    await expect(phone.getByRole("heading", { name: "The tour is completed" })).toBeVisible();
    await expect(phone.getByText("Dispatch knows.")).toBeVisible();
    await phone.getByRole("link", { name: "Today’s batches" }).last().click();
    await expect(phone.getByRole("heading", { name: "Completed today" })).toBeVisible({ timeout: 20_000 });
  });
  await expect(batch).toBeHidden({ timeout: 20_000 });
  await expect(page.locator("[data-trouble]")).toHaveCount(0);
  expect((await theirs(docket, token, "COMPLETED")).driverId).toBe(DRIVER_ID);
});

/** The one batch of the demo's driver. */
async function theirs(docket: Docket, token: string, status?: string): Promise<Batch> {
  const query = new URLSearchParams({ driverId: DRIVER_ID, ...(status && { status }) });
  const { batches } = await docket.ask("GET", `/api/delivery/batches?${query}`, undefined, token);
  const [batch] = batches as Batch[];
  if (batch === undefined) throw new Error("the driver has no batch");
  return batch;
}

/** A second device: the driver's phone. */
async function withDriver(
  browser: Browser,
  docket: Docket,
  go: (page: Page, context: BrowserContext) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ baseURL: docket.url, viewport: PHONE, hasTouch: true });
  try {
    await go(await context.newPage(), context);
  } finally {
    await context.close();
  }
}

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

test("what is not ready is named before the tour, and can stay behind", async ({ page, docket }) => {
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

test("a stop says where, whom to call, what to collect and what was written; text stays text", async ({
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
  // An administrator cancels what the driver has just handed over.
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

test("the problem of another kind needs words, which stay typed", async ({ page, docket }) => {
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
  // The server cannot be told, so that nobody is signed out and nothing is lost.
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

/** The wall display in the kitchen: printing, the bell, the wake lock, and its stored tickets. */
import type { Page } from "@playwright/test";
import { expect, expectAccessible, pictures, SELLER, test } from "./harness";
import { accept, column, openKitchen, place, read, slip } from "./kitchen-orders";

/** Printers of all tabs of this browser record the printed text here. */
const PRINTED = "printed";

async function watchPrinter(page: Page): Promise<void> {
  await page.addInitScript((key) => {
    window.print = () => {
      const paper = [...document.querySelectorAll("body > .paper")].map((one) => one.textContent ?? "");
      const all = JSON.parse(localStorage.getItem(key) ?? "[]");
      localStorage.setItem(key, JSON.stringify([...all, paper.join("---")]));
    };
  }, PRINTED);
}

const printed = (page: Page): Promise<string[]> =>
  page.evaluate((key) => JSON.parse(localStorage.getItem(key) ?? "[]"), PRINTED);

const closePrinter = (page: Page) => page.evaluate(() => dispatchEvent(new Event("afterprint")));

/** Returns when the page has polled the change feed this many times more. */
async function polls(page: Page, count: number): Promise<void> {
  for (let seen = 0; seen < count; seen += 1)
    await page.waitForResponse((answer) => answer.url().includes("/api/changes") && answer.ok());
}

const printing = (page: Page) =>
  page.getByRole("button", { name: "Print each accepted order on this device" });

test("each accepted order prints its ticket once, by itself", async ({ page, context, docket }) => {
  test.slow();
  const token = await docket.token(SELLER);
  const before = await place(docket, "Bea Before");
  await accept(docket, before, token);
  await watchPrinter(page);
  await openKitchen(page);
  await expect(slip(page, before)).toBeVisible();
  await printing(page).press("Enter");
  await expect(printing(page)).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByText("Each accepted order prints on this device.")).toBeVisible();

  const name = `<img src=x onerror=alert(1)>`;
  const id = await place(docket, name, { notes: "<script>alert(2)</script> No coriander" });
  await slip(page, id)
    .getByRole("button", { name: /^Accept/ })
    .click();
  await expect.poll(() => printed(page), { timeout: 20_000 }).toHaveLength(1);
  const [ticket] = await printed(page);
  for (const text of [
    id.slice(-4),
    name,
    "Vegetable thali",
    "+ Naan",
    "<script>alert(2)</script> No coriander",
  ])
    expect(ticket).toContain(text);
  // Orders that were in the kitchen before printing was switched on are not printed.
  expect(ticket).not.toContain(before.slice(-4));

  const pdf = await page.pdf({ preferCSSPageSize: true });
  const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf.toString("latin1")) ?? [];
  // 80 mm of a roll, in points.
  expect([Math.round(Number(width)), Math.round(Number(height))]).toEqual([227, 567]);
  await closePrinter(page);
  await expect(page.locator("body > .paper")).toHaveCount(0);

  await page.reload();
  await expect(column(page, "In the kitchen").locator(`[data-order="${id}"]`)).toBeVisible();
  await polls(page, 2);
  expect(await printed(page), "again after a reload").toHaveLength(1);

  const other = await context.newPage();
  await watchPrinter(other);
  await other.goto("/desk/kitchen");
  await expect(slip(other, id)).toBeVisible();
  const elsewhere = await place(docket, "Elsa Elsewhere");
  await accept(docket, elsewhere, token);
  for (const tab of [page, other])
    await expect(column(tab, "In the kitchen").locator(`[data-order="${elsewhere}"]`)).toBeVisible({
      timeout: 20_000,
    });
  await expect.poll(() => printed(page)).toHaveLength(2);
  // Only one of the two tabs polls: both have received the order by now.
  await Promise.race([polls(page, 2), polls(other, 2)]);
  expect(await printed(page), "by both tabs").toHaveLength(2);
  expect((await printed(page))[1]).toContain(elsewhere.slice(-4));
  await other.close();

  await printing(page).click();
  const silent = await place(docket, "Sid Silent");
  await accept(docket, silent, token);
  await expect(column(page, "In the kitchen").locator(`[data-order="${silent}"]`)).toBeVisible({
    timeout: 20_000,
  });
  await polls(page, 1);
  expect(await printed(page), "switched off").toHaveLength(2);
});

test("a ticket that could not be read prints when it can be, and once", async ({ page, docket }) => {
  const token = await docket.token(SELLER);
  await watchPrinter(page);
  await openKitchen(page);
  await printing(page).click();
  await expect(printing(page)).toHaveAttribute("aria-pressed", "true");
  await page.route(/\/api\/orders\?.*view=full/, (route) => route.abort());
  const id = await place(docket, "Lotte Later");
  await accept(docket, id, token);
  await expect(page.getByText("A ticket could not be loaded for printing.")).toBeVisible({ timeout: 20_000 });
  expect(await printed(page)).toEqual([]);
  await page.unroute(/\/api\/orders\?.*view=full/);
  await expect.poll(() => printed(page), { timeout: 20_000 }).toHaveLength(1);
  await polls(page, 2);
  expect(await printed(page)).toHaveLength(1);
});

const keeps = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const opening = indexedDB.open("docket-desk", 1);
        opening.onupgradeneeded = () => opening.result.createObjectStore("kept");
        opening.onsuccess = () => {
          const reading = opening.result.transaction("kept").objectStore("kept").get("docket-desk");
          reading.onsuccess = () => {
            resolve(reading.result?.orders.length ?? 0);
            opening.result.close();
          };
        };
      }),
  );

test("loaded again without a connection, the wall has its last tickets, dimmed and with their age", async ({
  page,
  context,
  docket,
}) => {
  test.slow();
  const token = await docket.token(SELLER);
  const [work, fresh] = [await place(docket, "Wim Work"), await place(docket, "Otto Offline")];
  await accept(docket, work, token);
  await openKitchen(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  // The first load was before the service worker; from the second on it serves the page.
  await page.reload();
  await expect(slip(page, fresh)).toContainText("Mango lassi");
  await expect.poll(() => keeps(page), { timeout: 20_000 }).toBe(2);

  await context.setOffline(true);
  await page.clock.setSystemTime(Date.now() + 12 * 60_000);
  await page.reload();
  await expect(page.getByText(/^Offline since \d\d:\d\d\. These tickets are 1[12] min old\./)).toBeVisible({
    timeout: 30_000,
  });
  await expect(column(page, "New").locator(`[data-order="${fresh}"]`)).toContainText("Mango lassi");
  await expect(column(page, "In the kitchen").locator(`[data-order="${work}"]`)).toContainText("+ 2 Naan");
  await expect(page.locator(".rails")).toHaveClass(/rails-old/);
  for (const [id, name] of [
    [fresh, /^Accept/],
    [work, "Ready"],
  ] as const)
    await expect(slip(page, id).getByRole("button", { name })).toHaveAttribute("aria-disabled", "true");
  await expectAccessible(page);
  await pictures(page, "kitchen-offline-reloaded");

  // Somebody leaves the wall display and returns to it: its tickets are still stored.
  await page.getByRole("link", { name: "Back to the desk" }).click();
  await expect(page.getByText(/^Offline since .*Orders are shown/)).toBeVisible();
  await page.goBack();
  await expect(slip(page, work)).toBeVisible();

  await docket.ask("PATCH", `/api/orders/${work}/status`, { status: "READY" }, token);
  await context.setOffline(false);
  await expect(column(page, "Ready").locator(`[data-order="${work}"]`)).toBeVisible({ timeout: 30_000 });
  const accepting = slip(page, fresh).getByRole("button", { name: /^Accept/ });
  await expect(accepting).toHaveAttribute("aria-disabled", "false");
  await accepting.click();
  await expect
    .poll(async () => (await read(docket, fresh, token)).status, { timeout: 20_000 })
    .toBe("PREPARING");

  // The tickets belong to one person: the next one who signs in finds none.
  await page.goto("/desk/orders");
  await page.getByRole("button", { name: /your account/ }).click();
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Or sign in as a demo user" })).toBeVisible();
  await expect.poll(() => keeps(page)).toBe(0);
});

/** Counts the strokes of the bell instead of making them. */
async function watchBell(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const strokes = window as unknown as { strokes: number };
    strokes.strokes = 0;
    class Node {
      gain = { setValueAtTime() {}, linearRampToValueAtTime() {}, exponentialRampToValueAtTime() {} };
      connect = (next: unknown) => next;
      start() {
        strokes.strokes += 1;
      }
      stop() {}
    }
    class Context {
      state = "running";
      currentTime = 0;
      destination = {};
      async resume() {}
    }
    Object.assign(window, { AudioContext: Context, OscillatorNode: Node, GainNode: Node });
  });
}

test("the bell rings until each new order was opened or accepted", async ({ page, docket }) => {
  test.slow();
  const token = await docket.token(SELLER);
  const strokes = () => page.evaluate(() => (window as unknown as { strokes: number }).strokes);
  await watchBell(page);
  await openKitchen(page);
  await page.getByRole("button", { name: "Sound off" }).click();
  await polls(page, 2);
  expect(await strokes(), "with nothing new").toBe(0);

  const first = await place(docket, "Rob Ring");
  const second = await place(docket, "Rena Ring");
  // A ring has two strokes: it repeats.
  await expect.poll(strokes, { timeout: 40_000 }).toBeGreaterThanOrEqual(6);
  await slip(page, first).getByRole("radio", { name: "40" }).click();
  const then = await strokes();
  await expect.poll(strokes, { timeout: 20_000, message: "the other one still calls" }).toBeGreaterThan(then);
  await accept(docket, second, token);
  await expect(column(page, "In the kitchen").locator(`[data-order="${second}"]`)).toBeVisible({
    timeout: 20_000,
  });
  const last = await strokes();
  await polls(page, 3);
  expect(await strokes(), "after both were seen").toBe(last);
});

test("the screen is kept on again when somebody comes back to it", async ({ page }) => {
  await page.addInitScript(() => {
    const asked = window as unknown as { asked: { released: boolean }[]; shown: boolean };
    asked.asked = [];
    asked.shown = true;
    Object.defineProperty(Document.prototype, "hidden", { get: () => !asked.shown });
    const request = async () => {
      const lock = { released: false, release: async () => {} };
      asked.asked.push(lock);
      return lock;
    };
    Object.defineProperty(Navigator.prototype, "wakeLock", { value: { request } });
  });
  /** Hides or shows the page as the browser does, which releases the wake lock of a hidden page. */
  const turn = (shown: boolean) =>
    page.evaluate((now) => {
      const asked = window as unknown as { asked: { released: boolean }[]; shown: boolean };
      asked.shown = now;
      if (!now) for (const lock of asked.asked) lock.released = true;
      document.dispatchEvent(new Event("visibilitychange"));
    }, shown);
  const asked = () => page.evaluate(() => (window as unknown as { asked: unknown[] }).asked.length);
  await openKitchen(page);
  await expect.poll(asked).toBe(1);
  await turn(false);
  expect(await asked(), "while nobody sees it").toBe(1);
  await turn(true);
  await expect.poll(asked).toBe(2);
  // The wake lock is held already, so it is not requested again.
  await turn(true);
  expect(await asked()).toBe(2);
  await expect(page.getByText("This screen may switch itself off.")).toBeHidden();
});

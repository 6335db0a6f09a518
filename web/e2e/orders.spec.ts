/** The list of orders on the sellers' pages. */
import type { Browser, Page } from "@playwright/test";
import { type Docket, expect, expectAccessible, newPhone, pictures, signInAtDesk, test } from "./harness";

const KITCHEN = { sellerId: "spice-kitchen" };

/** A guest's order at Spice Kitchen that is not accepted yet. */
async function place(docket: Docket, name: string, order: object = {}): Promise<string> {
  return (await placed(docket, name, order)).id;
}

async function placed(
  docket: Docket,
  name: string,
  order: object = {},
): Promise<{ id: string; token: string }> {
  return docket.order({
    ...KITCHEN,
    items: [{ productId: "sk-curry", quantity: 1 }],
    fulfilment: { method: "pickup" },
    customer: { name, phone: newPhone() },
    ...order,
  });
}

const ticket = (page: Page, id: string) => page.locator(`[data-order="${id}"]`);
const lane = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
const rows = (page: Page) => page.locator("tr[data-order]");

/** Another person's browser. */
async function secondDesk(browser: Browser, docket: Docket): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: docket.url })).newPage();
  await signInAtDesk(page, "Kira Spice");
  return page;
}

test("a new order appears by itself, and what one desk does shows on the other", async ({
  page,
  browser,
  docket,
}) => {
  await signInAtDesk(page, "Kira Spice");
  await expect(page.getByRole("heading", { name: "Orders", level: 1 })).toBeVisible();
  const other = await secondDesk(browser, docket);
  const id = await place(docket, "Ada Lovelace");
  // Two polls of three seconds, and the duration of the requests.
  for (const desk of [page, other]) await expect(ticket(desk, id)).toBeVisible({ timeout: 8_000 });
  await expect(lane(page, "New").locator(`[data-order="${id}"]`)).toContainText("Chickpea curry");
  await expect(page).toHaveTitle(/^\(\d+\) Orders · Spice Kitchen$/);

  await ticket(page, id)
    .getByRole("button", { name: /^Accept/ })
    .click();
  // The change is sent after five seconds, during which it can be undone.
  await expect(lane(page, "In the kitchen").locator(`[data-order="${id}"]`)).toBeVisible({ timeout: 12_000 });
  await expect(lane(other, "In the kitchen").locator(`[data-order="${id}"]`)).toBeVisible({ timeout: 8_000 });
  await other.context().close();
});

test("filters are in the address: reload, back and a second tab keep them", async ({
  page,
  context,
  docket,
}) => {
  const [pickup, delivery] = [
    await place(docket, "Pia Pickup"),
    await place(docket, "Dora Delivery", {
      fulfilment: {
        method: "delivery",
        zoneId: "north",
        address: { line1: "1 Main Street", city: "Boston", state: "MA", postalCode: "02110", country: "US" },
      },
    }),
  ];
  await signInAtDesk(page, "Kira Spice");
  await page.goto("/desk/orders?view=table");
  await expect(ticket(page, pickup)).toBeVisible();
  await page.getByRole("group", { name: "Filters" }).getByRole("button", { name: "Method" }).click();
  await page.getByRole("checkbox", { name: "Delivery" }).check();
  const filtered = async (on: Page) => {
    await expect(ticket(on, delivery)).toBeVisible();
    await expect(ticket(on, pickup)).toBeHidden();
    await expect(on.getByRole("button", { name: "Method: Delivery, remove filter" })).toBeVisible();
  };
  await filtered(page);
  await page.reload();
  await filtered(page);
  const second = await context.newPage();
  await second.goto(page.url());
  await filtered(second);
  await second.close();
  await page.getByRole("link", { name: /^Unpaid/ }).click();
  await expect(ticket(page, pickup)).toBeVisible();
  await page.goBack();
  await filtered(page);
  await page.getByRole("button", { name: "Method: Delivery, remove filter" }).click();
  await expect(ticket(page, pickup)).toBeVisible();
});

test("an amount is typed as people write it, and what is none says so", async ({ page, docket }) => {
  const items = (quantity: number) => ({ items: [{ productId: "sk-curry", quantity }] });
  const small = await place(docket, "Amy Amount");
  const large = await place(docket, "Bertha Big", items(90));
  await signInAtDesk(page, "Kira Spice");
  for (const [language, filters, atLeast, close, typed] of [
    ["en", "Filters", "At least", "Done", "1,000.50"],
    ["de", "Filter", "Mindestens", "Fertig", "1.000,50"],
  ] as const) {
    await page.goto(`/desk/orders?lang=${language}&view=table`);
    await expect(ticket(page, small)).toBeVisible();
    await page.locator(".filters .chip").first().click();
    const panel = page.getByRole("dialog", { name: filters, exact: true });
    const field = panel.getByLabel(atLeast);
    await field.fill("ten");
    await field.press("Enter");
    await expect(field).toHaveAccessibleDescription(new RegExp(typed.replace(".", "\\.")));
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await field.fill(typed);
    await field.press("Enter");
    await expect(page).toHaveURL(/min=100050/);
    await panel.getByRole("button", { name: close }).last().click();
    await expect(ticket(page, large)).toBeVisible();
    await expect(ticket(page, small)).toBeHidden();
  }
});

test("a bad address shows more, never an error", async ({ page, docket }) => {
  const id = await place(docket, "Bea Good");
  await signInAtDesk(page, "Kira Spice");
  await page.goto(
    "/desk/orders?view=table&phase=brewing&sort=%3Cscript%3E&min=abc&placed=2026-13-45&order=..%2F..",
  );
  await expect(ticket(page, id)).toBeVisible();
  await expect(page.getByRole("button", { name: /remove filter/ })).toHaveCount(0);
});

test("what nothing matches is named, and one click shows everything again", async ({ page, docket }) => {
  const id = await place(docket, "Nora Match");
  await signInAtDesk(page, "Kira Spice");
  await page.goto("/desk/orders?zone=north&payment=refunded");
  await expect(page.getByRole("heading", { name: "No order matches" })).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(ticket(page, id)).toBeVisible();
});

test("a text finds orders in every tab, also those that are over", async ({ page, docket }) => {
  const open = await place(docket, "Zoë Şahin-Öztürk");
  const { id: over, token } = await placed(docket, "Zoë Over");
  await docket.ask("PUT", `/api/orders/${over}/cancel`, { reason: "Not hungry." }, token);
  await signInAtDesk(page, "Kira Spice");
  await page.keyboard.press("/");
  await page.keyboard.type("zoe");
  await expect(page).toHaveURL(/q=zoe/);
  await expect(ticket(page, open)).toBeVisible();
  // The board has lanes for unfinished orders only.
  await expect(page.getByText("1 more order matches.")).toBeVisible();
  await page.getByRole("button", { name: "Show in the table" }).click();
  await expect(ticket(page, over)).toBeVisible();
  await expect(ticket(page, open)).toBeVisible();
  await page.getByLabel("Search orders").fill("ozturk");
  await expect(ticket(page, over)).toBeHidden();
  await expect(ticket(page, open)).toBeVisible();
});

test("names are words, whatever they say", async ({ page, docket }) => {
  const name = `<img src=x onerror="document.title='owned'">`;
  const id = await place(docket, name);
  await signInAtDesk(page, "Kira Spice");
  await expect(ticket(page, id)).toContainText(name);
  await page.goto(`/desk/orders?view=table&q=${encodeURIComponent("<script>alert(1)</script>")}`);
  await expect(page.getByRole("heading", { name: "No order matches" })).toBeVisible();
  await expect(page).toHaveTitle(/Spice Kitchen$/);
});

test("the list goes by keyboard alone", async ({ page, docket }) => {
  for (const name of ["Kim One", "Kim Two", "Kim Three"]) await place(docket, name);
  await signInAtDesk(page, "Kira Spice");
  await page.goto("/desk/orders?view=table&q=kim");
  await expect(rows(page)).toHaveCount(3);
  const focused = () =>
    page.evaluate(() => document.activeElement?.closest<HTMLElement>("[data-order]")?.dataset.order);
  const ids = await rows(page).evaluateAll((all) => all.map((row) => (row as HTMLElement).dataset.order));
  await page.keyboard.press("j");
  await expect.poll(focused).toBe(ids[0]);
  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await page.keyboard.press("ArrowDown");
  await expect.poll(focused).toBe(ids[2]);
  await page.keyboard.press("Shift+X");
  await expect(page.getByText("3 selected")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByText("3 selected")).toBeHidden();
  await page.keyboard.press("k");
  await expect.poll(focused).toBe(ids[1]);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`order=${ids[1]}`));
  await page.keyboard.press("Escape");
  await expect(page).not.toHaveURL(/order=/);
  await expect.poll(focused).toBe(ids[1]);
});

test("new orders do not move what is read, and updates can be paused", async ({ page, docket }) => {
  for (let at = 0; at < 6; at += 1) await place(docket, `Long List ${at}`);
  await signInAtDesk(page, "Kira Spice");
  await expect(page.locator("li[data-order]").first()).toBeVisible();
  const main = page.getByRole("main");
  await main.evaluate((element) => element.scrollTo({ top: 400 }));
  const id = await place(docket, "Lara Late");
  await expect(page.getByRole("button", { name: /1 new order/ })).toBeVisible({ timeout: 8_000 });
  await expect(ticket(page, id)).toHaveCount(0);
  // Clicked at its position: Playwright's own click scrolls the page first, and at the top the bar disappears.
  const bar = await page.getByRole("button", { name: /1 new order/ }).boundingBox();
  if (bar === null) throw new Error("the bar is in sight");
  await page.mouse.click(bar.x + bar.width / 2, bar.y + bar.height / 2);
  await expect(ticket(page, id)).toBeInViewport();

  await page.getByRole("button", { name: /^Live/ }).click();
  const waiting = await place(docket, "Walter Waits");
  await expect(page.getByText("1 change is waiting.")).toBeVisible({ timeout: 8_000 });
  await expect(ticket(page, waiting)).toHaveCount(0);
  await page.getByRole("button", { name: "Resume" }).click();
  await expect(ticket(page, waiting)).toBeVisible();
});

test("a tab that was asleep reads the list anew, and says so for some seconds", async ({ page, docket }) => {
  await signInAtDesk(page, "Kira Spice");
  const id = await place(docket, "Wade Woke");
  await expect(ticket(page, id)).toBeVisible();
  let lists = 0;
  page.on("request", (request) => {
    if (/\/api\/orders\?.*phase=open/.test(request.url())) lists += 1;
  });
  const [worker] = page.workers();
  if (!worker) throw new Error("the change feed is read by a worker");
  // As after a night with the lid closed: no script ran, and the clock has advanced.
  await worker.evaluate(() => {
    const now = Date.now;
    Date.now = () => now() + 8 * 3_600_000;
  });
  const said = page.getByText("This tab was asleep. It is now up to date.");
  await expect(said).toBeVisible();
  expect(lists).toBe(1);
  await expect(said).toBeHidden();
});

test("when the server fails, the page says what it said, and tries again", async ({ page, docket }) => {
  await signInAtDesk(page, "Kira Spice");
  const id = await place(docket, "Ray Try");
  let fails = true;
  const problem = {
    status: 503,
    code: "unavailable",
    detail: "Please try again.",
    requestId: "7f0c2e5a-91d4",
  };
  await page.route("**/api/orders?*", (route) =>
    fails
      ? route.fulfill({ status: 503, contentType: "application/problem+json", body: JSON.stringify(problem) })
      : route.fallback(),
  );
  await page.reload();
  const alert = page.getByRole("alert").filter({ hasText: "The orders could not be loaded" });
  await expect(alert).toContainText("Please try again.");
  await expect(alert).toContainText("7f0c2e5a-91d4");
  fails = false;
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(ticket(page, id)).toBeVisible();
});

test("a view is kept by its name, and its link shows the same to others", async ({ page }) => {
  await signInAtDesk(page, "Kira Spice");
  await page.goto("/desk/orders?view=table&method=%5B%22pickup%22%5D");
  await page.getByRole("button", { name: "Save this view" }).click();
  await page.getByLabel("Name").fill("At the counter");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const views = page.getByRole("navigation", { name: "Views" });
  await expect(views.getByRole("link", { name: "At the counter" })).toHaveAttribute("aria-current", "page");
  await views.getByRole("link", { name: /^Now/ }).click();
  await expect(page.getByRole("button", { name: /remove filter/ })).toHaveCount(0);
  await page.reload();
  await views.getByRole("link", { name: "At the counter" }).click();
  await expect(page.getByRole("button", { name: "Method: Pickup, remove filter" })).toBeVisible();
  await page.getByRole("button", { name: "Options for At the counter" }).click();
  await page.getByRole("button", { name: "Delete" }).click();
  await expect(views.getByRole("link", { name: "At the counter" })).toHaveCount(0);
});

for (const language of ["en", "de"] as const) {
  test(`board and table are accessible, and nothing scrolls sideways (${language})`, async ({
    page,
    docket,
  }) => {
    await place(docket, "Axel Access");
    await signInAtDesk(page, "Kira Spice");
    for (const view of ["", "&view=table"]) {
      await page.goto(`/desk/orders?lang=${language}${view}`);
      await expect(page.locator(view ? "tr[data-order]" : ".ticket .lines .qty").first()).toBeVisible();
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        await expectAccessible(page);
      }
      if (language === "en") await pictures(page, view ? "orders-table" : "orders-board");
      for (const width of [320, 390, 768, 1024]) {
        await page.setViewportSize({ width, height: 800 });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(wide, `${width} px`).toBeLessThanOrEqual(width);
      }
      await page.setViewportSize({ width: 1440, height: 900 });
    }
    await page.locator(".filters .chip").first().click();
    await expectAccessible(page);
  });
}

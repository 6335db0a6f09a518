/** The reports of a kitchen. */
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import {
  ADMIN,
  type Docket,
  expect,
  expectAccessible,
  newPhone,
  pictures,
  SELLER,
  signInAtDesk,
  test,
  testWithOrders,
} from "./harness";
import { place, read } from "./kitchen-orders";
import { weigh } from "./weight";
import { tabTo, WINDOW } from "./zoom";

/** The present day in the kitchen's time zone, and days at this distance from it. */
async function kitchensDay(docket: Docket, ago = 0): Promise<string> {
  const { time } = (await docket.ask("GET", "/api/health")) as { time: string };
  const at = new Date(Date.parse(time) - ago * 86_400_000);
  return new Intl.DateTimeFormat("en-CA", { timeZone: "America/New_York" }).format(at);
}

async function accepted(docket: Docket, name: string, order: object = {}): Promise<number> {
  const token = await docket.token(SELLER);
  const id = await place(docket, name, order);
  await docket.ask("PATCH", `/api/orders/${id}/accept`, { estimatedPrepTime: 25 }, token);
  return (await read(docket, id, token)).grandTotal as number;
}

const dollars = (cents: number) =>
  new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" }).format(cents / 100);

/** The sales of two days, with an order that was paid for and refunded in part. */
async function twoDays(docket: Docket) {
  const before = [await accepted(docket, "Yasmin Yesterday")];
  await docket.advance("24h");
  const now = [await accepted(docket, "Nora Now")];
  const items = [{ productId: "sk-curry", quantity: 3 }];
  now.push(await accepted(docket, "Rita Refund", { items }));
  const token = await docket.token(SELLER);
  const rejected = await place(docket, "Rudi Rejected");
  await docket.ask("PATCH", `/api/orders/${rejected}/reject`, { reason: "Sold out" }, token);
  const { orders } = (await docket.ask(
    "GET",
    "/api/orders?q=Rita&sellerId=spice-kitchen",
    undefined,
    token,
  )) as {
    orders: { id: string; grandTotal: number }[];
  };
  const [refunded] = orders;
  if (refunded === undefined) throw new Error("Rita has no order.");
  const paid = { amount: refunded.grandTotal, method: "cash" };
  await docket.ask("POST", `/api/orders/${refunded.id}/payments`, paid, token);
  const wish = { amount: 500, reason: "The naan was missing." };
  const answer = await docket.ask("POST", `/api/orders/${refunded.id}/refunds`, wish, token);
  const { order } = answer as { order: { payment: { refunds: { id: string }[] } } };
  for (const { id } of order.payment.refunds) {
    const settled = { reference: "till 2" };
    await docket.ask("POST", `/api/orders/${refunded.id}/refunds/${id}/settle`, settled, token);
  }
  const sum = (all: number[]) => all.reduce((total, one) => total + one, 0);
  return { now: sum(now), before: sum(before), orders: now.length };
}

const figure = (page: Page, name: string) => page.locator(".figure").filter({ hasText: name });
const row = (page: Page, name: string | RegExp) => page.locator(".report-table tr").filter({ hasText: name });

async function openReports(page: Page, query = ""): Promise<void> {
  await signInAtDesk(page, "Kira Spice");
  await page.goto(`/desk/reports${query}`);
  await expect(page.getByRole("heading", { name: "Reports", level: 1 })).toBeVisible();
}

test("a kitchen compares its day with the day before, and takes the table along", async ({
  page,
  docket,
}) => {
  const { now, before, orders } = await twoDays(docket);
  await openReports(page, "?days=today");
  await expect(figure(page, "Revenue")).toContainText(dollars(now), { timeout: 20_000 });
  const share = ((now - before) / before) * 100;
  await expect(figure(page, "Revenue")).toContainText(
    `${share > 0 ? "+" : "−"}${Math.abs(share).toFixed(1)}%`,
  );
  await expect(figure(page, "Revenue")).toContainText(`before ${dollars(before)}`);
  await expect(figure(page, "Revenue")).toContainText("$5.00 refunded");
  await expect(figure(page, "Orders").locator("b")).toHaveText(String(orders));
  await expect(figure(page, "Average order")).toContainText(dollars(Math.round(now / orders)));
  await expect(figure(page, "Average order")).toContainText(`before ${dollars(before)}`);
  await expect(figure(page, "Cancelled or rejected")).toContainText("1 of 3");
  await expect(figure(page, "Cancelled or rejected")).toContainText("33.3%");
  await expect(page.getByText("Compared with the day before")).toBeVisible();
  await expect(page.getByRole("region", { name: "Orders by status" })).toContainText("Rejected");
  await expect(page.getByRole("region", { name: "Most sold" })).toContainText("Chickpea curry");

  await page.getByRole("button", { name: /^Days shown/ }).click();
  await page.getByRole("menuitem", { name: "Last 7 days" }).click();
  await expect(page).not.toHaveURL(/days=/);
  await expect(row(page, "Total")).toContainText(dollars(now + before));
  await expect(page.locator(".report-table tbody tr")).toHaveCount(7);
  const last = page.locator(".report-table tbody tr").last();
  await expect(last).toContainText(dollars(now));
  await expect(last).toContainText("$5.00");
  await expect(page.locator(".report-table tbody tr").first()).toContainText("$0.00");

  const started = page.waitForEvent("download");
  await page.getByRole("button", { name: "CSV" }).click();
  const download = await started;
  const [from, to] = [await kitchensDay(docket, 6), await kitchensDay(docket)];
  expect(download.suggestedFilename()).toBe(`sales-spice-kitchen-${from}-${to}-day.csv`);
  const table = readFileSync(await download.path(), "utf8").split("\r\n");
  expect(table[0]).toBe("\uFEFFfrom,to,currency,orders,revenue,averageValue,discount,refunded");
  const yesterday = await kitchensDay(docket, 1);
  expect(table.slice(1, -1)).toEqual([
    `${yesterday},${yesterday},USD,1,${before},${before},0,0`,
    `${to},${to},USD,${orders},${now},${Math.round(now / orders)},0,500`,
  ]);
  await expect(page.getByText("2 rows downloaded.")).toBeVisible();
});

test("the address keeps the days: reload, back, earlier and later", async ({ page, docket }) => {
  const total = await accepted(docket, "Anna Address");
  await openReports(page, "?days=today");
  await expect(figure(page, "Revenue").locator("b")).toHaveText(dollars(total), { timeout: 20_000 });
  await expect(page.getByRole("button", { name: "Later days" })).toHaveAttribute("aria-disabled", "true");
  await page.getByRole("link", { name: "Earlier days" }).click();
  const day = await kitchensDay(docket, 1);
  await expect(page).toHaveURL(new RegExp(`days=${day}\\.\\.${day}`));
  await expect(page.getByRole("heading", { name: "Nothing was sold on these days" })).toBeVisible();
  await expect(figure(page, "Revenue").locator("b")).toHaveText("$0.00");
  await expect(figure(page, "Average order").locator("b")).toHaveText("–");
  await page.reload();
  await expect(page.getByRole("heading", { name: "Nothing was sold on these days" })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`days=${day}\\.\\.${day}`));
  await page.goBack();
  await expect(figure(page, "Revenue").locator("b")).toHaveText(dollars(total));
  await page.goForward();
  await page.getByRole("link", { name: "Show the last 30 days" }).click();
  await expect(page).toHaveURL(/days=last-30/);
  await expect(row(page, "Total")).toContainText(dollars(total));
  await page.getByRole("link", { name: "By month" }).click();
  await expect(page.getByRole("heading", { name: "Month by month" })).toBeVisible();
  await expect(page).toHaveURL(/by=month/);
  await page.getByRole("link", { name: "By product" }).click();
  await expect(row(page, "Vegetable thali")).toContainText("2");
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Month by month" })).toBeVisible();
  // Invalid parameters of an address are ignored.
  await page.goto("/desk/reports?by=%3Cb%3E&days=2026-02-30..2026-99-99");
  await expect(page.getByRole("heading", { name: "Day by day" })).toBeVisible();
  await expect(page.locator(".report-table tbody tr")).toHaveCount(7);
});

test("days that the server refuses are refused at their field, by keyboard alone", async ({
  page,
  docket,
}) => {
  const total = await accepted(docket, "Karla Keyboard");
  await openReports(page);
  await expect(row(page, "Total")).toContainText(dollars(total), { timeout: 20_000 });
  const menu = page.getByRole("button", { name: /^Days shown/ });
  await tabTo(page, menu);
  await page.keyboard.press("Enter");
  await page.keyboard.press("End");
  await expect(page.getByRole("menuitem", { name: "Other days…" })).toBeFocused();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Other days" });
  const [first, last] = [dialog.getByLabel("First day"), dialog.getByLabel("Last day")];
  const day = await kitchensDay(docket);
  await first.fill(await kitchensDay(docket, 400));
  await last.fill(day);
  await last.press("Enter");
  await expect(dialog.getByText("Must be within 366 days of the first day")).toBeVisible();
  await expect(last).toHaveAttribute("aria-invalid", "true");
  await expect(last).toHaveValue(day);
  await expectAccessible(page);
  await first.fill(day);
  await tabTo(page, dialog.getByRole("button", { name: "Show" }));
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(page).toHaveURL(new RegExp(`days=${day}\\.\\.${day}`));
  await expect(page.locator(".report-table tbody tr")).toHaveCount(1);
  await expect(menu).toBeFocused();
  // An address with the same days again is no dead end.
  await page.goto(`/desk/reports?days=${await kitchensDay(docket, 400)}..${day}`);
  await expect(page.getByRole("heading", { name: "These days cannot be shown" })).toBeVisible();
  await expect(page.getByText("Must be within 366 days of the first day")).toBeVisible();
  await page.getByRole("link", { name: "Show the last 7 days" }).press("Enter");
  await expect(row(page, "Total")).toContainText(dollars(total));
});

test("yen have no decimals, all sellers are apart by currency, and a name is only a name", async ({
  page,
  docket,
}) => {
  const admin = await docket.token(ADMIN);
  const seller = {
    id: "tokyo-noodles",
    name: "Tokyo Noodles",
    lifecycle: "shop",
    currency: "JPY",
    timezone: "Asia/Tokyo",
    methods: ["pickup"],
  };
  await docket.ask("POST", "/api/sellers", seller, admin);
  const name = '<img src=x onerror="document.title=1">';
  const product = { sellerId: "tokyo-noodles", name, price: 1280, stock: 50 };
  const sold = (await docket.ask("POST", "/api/products", product, admin)) as { product: { id: string } };
  await docket.order({
    sellerId: "tokyo-noodles",
    items: [{ productId: sold.product.id, quantity: 3 }],
    fulfilment: { method: "pickup" },
    customer: { name: "Yuki", phone: newPhone() },
  });
  const total = await accepted(docket, "Dora Dollar");
  await page.goto("/desk");
  await page.getByRole("button", { name: "Administrator" }).click();
  await page.getByRole("button", { name: "Tokyo Noodles" }).click();
  await expect(page.getByRole("navigation", { name: "Desk" })).toBeVisible();
  await page.goto("/desk/reports");
  await expect(figure(page, "Revenue").locator("b")).toHaveText("¥3,840", { timeout: 20_000 });
  await expect(figure(page, "Average order").locator("b")).toHaveText("¥3,840");
  await expect(page.getByText("days of Tokyo")).toBeVisible();
  await expect(page.getByRole("region", { name: "Most sold" })).toContainText(name);
  await page.getByRole("link", { name: "By product" }).click();
  await expect(row(page, name)).toContainText("¥3,840");

  await page.getByRole("link", { name: "All sellers" }).click();
  await expect(page.getByText("Products are listed for one seller at a time.")).toBeVisible();
  await page.getByRole("link", { name: "By day" }).click();
  const currencies = page.getByRole("navigation", { name: "Currency" });
  await currencies.getByRole("link", { name: "USD" }).click();
  await expect(figure(page, "Revenue").locator("b")).toHaveText(dollars(total));
  await currencies.getByRole("link", { name: "JPY" }).click();
  await expect(figure(page, "Revenue").locator("b")).toHaveText("¥3,840");
  await expect(page).toHaveURL(/sellers=all.*currency=JPY|currency=JPY.*sellers=all/);
});

test("a server that does not answer is said, with a way on", async ({ page, docket }) => {
  const total = await accepted(docket, "Olga Offline");
  await signInAtDesk(page, "Kira Spice");
  await page.route("**/api/reports/sales?*", (route) =>
    route.fulfill({
      status: 503,
      contentType: "application/problem+json",
      body: JSON.stringify({ status: 503, code: "unavailable", detail: "The table cannot be reached." }),
    }),
  );
  await page.goto("/desk/reports");
  await expect(page.getByRole("heading", { name: "The report could not be loaded" })).toBeVisible({
    timeout: 30_000,
  });
  await expect(page.getByText("The table cannot be reached.")).toBeVisible();
  await page.unroute("**/api/reports/sales?*");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(row(page, "Total")).toContainText(dollars(total));
});

for (const language of ["en", "de"] as const) {
  testWithOrders(`the reports can be read by everybody, in ${language}`, async ({ page, docket }) => {
    // Three views, each checked in both themes.
    test.slow();
    // The demo's orders become those of the days before.
    await docket.advance("24h");
    await docket.advance("24h");
    await docket.ask("POST", "/_local/demo", { orders: 12 });
    await accepted(docket, "Tom Today", { items: [{ productId: "sk-curry", quantity: 2 }] });
    await signInAtDesk(page, "Kira Spice");
    await page.goto(`/desk/orders?lang=${language}`);
    await expect(page.locator(".ticket .lines .qty").first()).toBeVisible();
    const weight = weigh(page);
    await page.goto(`/desk/orders?lang=${language}`);
    await expect(page.locator(".ticket .lines .qty").first()).toBeVisible();
    const before = weight();
    const days = `${await kitchensDay(docket, 1)}..${await kitchensDay(docket)}`;
    await page.goto(`/desk/reports?lang=${language}&days=${days}`);
    await expect(page.locator(".report-table tfoot")).toBeVisible();
    expect((weight() - before) / 1_000, "KB of the reports beyond the desk").toBeLessThan(40);
    await expect(
      page.getByRole("heading", { name: language === "de" ? "Tag für Tag" : "Day by day" }),
    ).toBeVisible();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await expectAccessible(page);
    }
    await page.setViewportSize({ width: 1440, height: 1400 });
    await pictures(page, language === "en" ? "reports" : "reports-de");
    for (const by of ["product", "month"]) {
      await page.goto(`/desk/reports?lang=${language}&by=${by}&days=last-30`);
      await expect(page.locator(".report-table tbody tr").first()).toBeVisible();
      await expectAccessible(page);
      await pictures(page, `reports-${by}${language === "en" ? "" : "-de"}`);
    }
    await page.setViewportSize(WINDOW);
    await page.goto(`/desk/reports?lang=${language}`);
    await expect(page.locator(".report-table tfoot")).toBeVisible();
    // Only the table scrolls sideways, in its panel.
    const widths = await page.evaluate(() =>
      [document.documentElement, document.querySelector("main")].map((one) => one?.scrollWidth),
    );
    expect(widths).toEqual([WINDOW.width, WINDOW.width]);
  });
}

/** The administration: its pages for an administrator, and its refusal of everybody else. */
import type { Page } from "@playwright/test";
import {
  ADMIN,
  type Docket,
  expect,
  expectAccessible,
  type Json,
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

/** Opens the sellers' pages for another seller than most tests use. */
async function openAdmin(page: Page, query = ""): Promise<void> {
  await page.goto("/desk");
  await page.getByRole("button", { name: "Administrator" }).click();
  await page.getByRole("button", { name: /^Corner Shop/ }).click();
  await expect(page.getByRole("navigation", { name: "Desk" })).toBeVisible();
  await page.goto(`/desk/admin${query}`);
  await expect(page.getByRole("heading", { name: "Administration", level: 1 })).toBeVisible();
}

async function honey(docket: Docket, name: string): Promise<string> {
  const { id } = await docket.order({
    sellerId: "green-valley",
    items: [{ productId: "gv-honey", quantity: 1 }],
    fulfilment: { method: "pickup" },
    customer: { name, phone: newPhone() },
  });
  return id;
}

const tail = (id: string) => id.slice(-4);
const row = (page: Page, id: string) => page.locator(".admin-orders tbody tr").filter({ hasText: tail(id) });
const trail = (page: Page) => page.getByRole("region", { name: "Audit trail" });

async function openOverride(page: Page) {
  await page.getByRole("button", { name: "Override status…" }).click();
  return page.getByRole("alertdialog");
}

test("an administrator finds an order across sellers and overrides it, and the trail says so", async ({
  page,
  docket,
}) => {
  const id = await place(docket, "Ova Ride");
  const other = await honey(docket, "Hanna Honey");
  await openAdmin(page);
  await expect(row(page, id)).toContainText("Spice Kitchen");
  await expect(row(page, other)).toContainText("Green Valley Farm");
  const filters = page.getByRole("search", { name: "Filters" });
  await filters.getByLabel("Number, name or phone").fill("ova");
  await expect(row(page, other)).toBeHidden();
  await expect(page).toHaveURL(/text=ova/);
  await page.reload();
  await expect(filters.getByLabel("Number, name or phone")).toHaveValue("ova");
  await row(page, id).getByRole("link").click();
  await expect(page.getByRole("heading", { name: `Order ${id}` })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/desk/admin/${id}`));
  await expect(trail(page)).toContainText("Phone confirmed");
  await expect(trail(page)).not.toContainText("Rules bypassed");

  const dialog = await openOverride(page);
  await dialog.getByLabel("New status").selectOption("READY");
  await expect(dialog).toContainText("Stock and payments do not change.");
  await dialog.getByLabel("New status").selectOption("CANCELLED");
  await expect(dialog).toContainText("3 items go back into stock.");
  await dialog.getByRole("radio", { name: "Other…" }).click();
  await dialog.getByLabel("Your reason").fill("The kitchen burnt <b>down</b>.");
  await dialog.getByRole("button", { name: "Set to Cancelled" }).click();
  await expect(dialog).toContainText(`This is not ${tail(id)}`);
  await dialog.getByLabel(/^Type/).fill(tail(id).toLowerCase());
  await dialog.getByRole("button", { name: "Set to Cancelled" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(`${tail(id)} is now Cancelled.`)).toBeVisible();
  const entry = trail(page).getByRole("row").filter({ hasText: "Set to Cancelled" });
  await expect(entry).toContainText("administrator");
  await expect(entry).toContainText("The kitchen burnt <b>down</b>.");
  await expect(entry).toContainText("Rules bypassed");
  await expect(entry).toContainText("New to Cancelled");
  await expect(trail(page)).toContainText("The rules were bypassed once.");
  expect((await read(docket, id, await docket.token(SELLER))).status).toBe("CANCELLED");
  await page.getByRole("link", { name: /^Back to/ }).click();
  await expect(row(page, id)).toContainText("Cancelled");
});

test("the same by keyboard alone", async ({ page, docket }) => {
  const id = await place(docket, "Kay Board");
  await honey(docket, "Hanna Honey");
  await openAdmin(page);
  await expect(row(page, id)).toBeVisible();
  const text = page.getByLabel("Number, name or phone");
  await tabTo(page, text);
  await page.keyboard.type("kay");
  await expect(page.locator(".admin-orders tbody tr")).toHaveCount(1);
  await tabTo(page, row(page, id).getByRole("link"));
  await page.keyboard.press("Enter");
  const override = page.getByRole("button", { name: "Override status…" });
  await expect(override).toBeVisible();
  await tabTo(page, override);
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toBeVisible();
  await tabTo(page, dialog.getByLabel("New status"));
  await page.keyboard.type("Ready");
  await tabTo(page, dialog.getByRole("radio", { name: "Done by mistake" }));
  await page.keyboard.press("Enter");
  await tabTo(page, dialog.getByLabel(/^Type/));
  await page.keyboard.type(tail(id));
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(trail(page)).toContainText("Rules bypassed");
  await expect(override).toBeFocused();
  expect((await read(docket, id, await docket.token(SELLER))).status).toBe("READY");
});

test("an override after another change says who changed what, and keeps the chosen values", async ({
  page,
  docket,
}) => {
  const id = await place(docket, "Fay Ster");
  await openAdmin(page, `/${id}`);
  const dialog = await openOverride(page);
  await dialog.getByLabel("New status").selectOption("DELIVERED");
  await dialog.getByRole("radio", { name: "The customer agreed" }).click();
  await dialog.getByLabel(/^Type/).fill(tail(id));
  const seller = await docket.token(SELLER);
  await docket.ask("PATCH", `/api/orders/${id}/accept`, { estimatedPrepTime: 25 }, seller);
  await dialog.getByRole("button", { name: "Set to Delivered" }).click();
  await expect(dialog).toContainText("Somebody has changed this in the meantime.");
  expect((await read(docket, id, seller)).status).toBe("PREPARING");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Show what is there now" }).click();
  await expect(dialog).toContainText("The status is In the kitchen.");
  await expect(dialog).toContainText("Kira Spice");
  await expect(dialog.getByLabel("New status")).toHaveValue("DELIVERED");
  await expect(dialog.getByRole("radio", { name: "The customer agreed" })).toBeChecked();
  await expect(dialog.getByLabel(/^Type/)).toHaveValue(tail(id));
  await dialog.getByRole("button", { name: "Set to Delivered" }).click();
  await expect(dialog).toBeHidden();
  expect((await read(docket, id, seller)).status).toBe("DELIVERED");
});

test("reviving an order without stock is refused, and nothing is lost", async ({ page, docket }) => {
  const admin = await docket.token(ADMIN);
  const product = { sellerId: "spice-kitchen", name: "<i>Last</i> cake", price: 900, stock: 1 };
  const { product: made } = (await docket.ask("POST", "/api/products", product, admin)) as {
    product: { id: string };
  };
  const items = [{ productId: made.id, quantity: 1 }];
  const id = await place(docket, "Rita Revive", { items });
  await docket.ask("PATCH", `/api/orders/${id}/admin-cancel`, { reason: "By mistake." }, admin);
  await place(docket, "Tina Taker", { items });
  await openAdmin(page, `/${id}`);
  const dialog = await openOverride(page);
  await dialog.getByLabel("New status").selectOption("PLACED");
  await expect(dialog).toContainText("1 item is taken from stock again.");
  await dialog.getByRole("radio", { name: "Done by mistake" }).click();
  await dialog.getByLabel(/^Type/).fill(tail(id));
  await dialog.getByRole("button", { name: "Set to New" }).click();
  await expect(dialog.getByRole("alert")).toContainText("<i>Last</i> cake");
  await expect(dialog.getByLabel("New status")).toHaveValue("PLACED");
  await expect(dialog.getByLabel(/^Type/)).toHaveValue(tail(id));
  await dialog.getByRole("button", { name: "Go back" }).click();
  await expect(trail(page)).not.toContainText("Rules bypassed");
});

test("the list is narrowed by seller first, and what is refused stands at its field", async ({
  page,
  docket,
}) => {
  const id = await place(docket, '"><script>alert(1)</script>');
  const other = await honey(docket, "Hanna Honey");
  await openAdmin(page);
  await expect(row(page, id)).toContainText('"><script>alert(1)</script>');
  const filters = page.getByRole("search", { name: "Filters" });
  await filters.getByLabel("Seller").selectOption({ label: "Green Valley Farm" });
  await expect(row(page, id)).toBeHidden();
  await expect(row(page, other)).toBeVisible();
  await filters.getByLabel("Status").selectOption("status completed");
  await expect(page.getByRole("heading", { name: "No order matches these filters" })).toBeVisible();
  await page.goBack();
  await expect(row(page, other)).toBeVisible();
  await filters.getByLabel("Status").selectOption("phase open");
  await filters.getByLabel("Placed from").fill("2026-01-02");
  await expect(page.getByText("Days are those of")).toBeVisible();
  await expect(row(page, other)).toBeVisible();
  await filters.getByLabel("Placed until").fill("2026-01-01");
  const until = filters.getByLabel("Placed until");
  await expect(until).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByRole("heading", { name: "These filters were refused" })).toBeVisible();
  await expectAccessible(page);
  await expect(until).toHaveValue("2026-01-01");
  await page.getByRole("link", { name: "Clear filters" }).first().click();
  await expect(row(page, id)).toBeVisible();
  await expect(page).toHaveURL(/\/desk\/admin$/);
  // Invalid parameters of an address are ignored.
  await page.goto("/desk/admin?part=%3Cb%3E&seller=a%20b&inPhase=x");
  await expect(row(page, id)).toBeVisible();
  await page.goto("/desk/admin/ORD-20260101-0000000000");
  await expect(page.getByRole("heading", { name: "There is no order 0000" })).toBeVisible();
});

test("who is no administrator learns that the page is not theirs", async ({ page, docket }) => {
  const id = await place(docket, "Ada Lovelace");
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/api/orders/admin")) asked.push(request.url());
  });
  await signInAtDesk(page, "Kira Spice");
  await expect(page.getByRole("navigation", { name: "Desk" })).not.toContainText("Administration");
  for (const path of ["/desk/admin", "/desk/admin?part=health", `/desk/admin/${id}`]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { name: "This page is for administrators" })).toBeVisible();
    await expect(page.locator(".admin-orders, .admin-audit, .admin-health")).toHaveCount(0);
  }
  await expectAccessible(page);
  expect(asked).toEqual([]);
  await page.getByRole("link", { name: "Show your orders" }).click();
  await expect(page).toHaveURL(/\/desk\/orders/);
});

testWithOrders("many orders come a page at a time", async ({ page, docket }) => {
  await docket.ask("POST", "/_local/demo", { orders: 40 });
  const first = (await docket.ask(
    "GET",
    "/api/orders/admin/all?limit=1",
    undefined,
    await docket.token(ADMIN),
  )) as {
    pagination: { total: number };
  };
  const { total } = first.pagination;
  expect(total).toBeGreaterThan(50);
  await openAdmin(page);
  const rows = page.locator(".admin-orders tbody tr");
  await expect(rows).toHaveCount(50);
  await page.getByRole("button", { name: "Show more orders" }).click();
  await expect(rows).toHaveCount(Math.min(100, total));
  await expect(page.getByText(`${total} orders`)).toBeVisible();
});

/** An overridden order and a sold-out product, at another seller. */
async function prepared(page: Page, docket: Docket): Promise<string> {
  const admin = await docket.token(ADMIN);
  const id = await place(docket, "Ada Lovelace", { notes: "No coriander, please" });
  const override: Json = { status: "READY", reason: "The kitchen forgot to." };
  await docket.ask("PATCH", `/api/orders/admin/${id}/status`, override, admin);
  const product = { sellerId: "spice-kitchen", name: "Last cake", price: 900, stock: 0, lowStockAt: 5 };
  await docket.ask("POST", "/api/products", product, admin);
  await page.goto("/desk");
  await page.getByRole("button", { name: "Administrator" }).click();
  await page.getByRole("button", { name: /^Corner Shop/ }).click();
  await expect(page.getByRole("navigation", { name: "Desk" })).toBeVisible();
  return id;
}

/** Everything fits a phone's width, in both themes: only tables scroll, in their own box. */
async function expectFit(page: Page, name: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
  await page.setViewportSize({ width: 1440, height: 1100 });
  await pictures(page, name);
  await page.setViewportSize(WINDOW);
  const widths = await page.evaluate(() =>
    [document.documentElement, document.querySelector("main")].map((one) => one?.scrollWidth),
  );
  expect(widths, name).toEqual([WINDOW.width, WINDOW.width]);
  await page.setViewportSize({ width: 1440, height: 900 });
}

const PARTS = {
  sellers: ".list tbody tr",
  lifecycles: ".admin-lifecycle tbody tr",
  stock: ".admin-stock",
  health: ".admin-health",
};

for (const language of ["en", "de"] as const) {
  const german = language === "de";
  const suffix = german ? "-de" : "";

  testWithOrders(
    `orders of all sellers can be read by everybody, in ${language}`,
    async ({ page, docket }) => {
      // Three views, each checked in both themes.
      test.slow();
      const id = await prepared(page, docket);
      const weight = weigh(page);
      await page.goto(`/desk/orders?lang=${language}`);
      await expect(page.locator(".ticket .lines .qty").first()).toBeVisible();
      const before = weight();
      await page.goto(`/desk/admin?lang=${language}`);
      await expect(page.locator(".admin-orders tbody tr").first()).toBeVisible();
      expect((weight() - before) / 1_000, "KB of the administration beyond the desk").toBeLessThan(40);
      await expectFit(page, `admin${suffix}`);
      await page.goto(`/desk/admin/${id}?lang=${language}`);
      await expect(page.locator(".admin-trail tbody tr").first()).toBeVisible();
      await expectFit(page, `admin-order${suffix}`);
      await page.emulateMedia({ colorScheme: "light" });
      await page.getByRole("button", { name: german ? "Status übersteuern…" : "Override status…" }).click();
      await page.getByRole("alertdialog").locator("select").selectOption("CANCELLED");
      await expectAccessible(page);
      await pictures(page, `admin-override${suffix}`);
    },
  );

  for (const [part, shown] of Object.entries(PARTS)) {
    testWithOrders(`its ${part} can be read by everybody, in ${language}`, async ({ page, docket }) => {
      test.slow();
      await prepared(page, docket);
      await page.goto(`/desk/admin?part=${part}&lifecycle=kitchen&lang=${language}`);
      await expect(page.locator(shown).first()).toBeVisible();
      await expectFit(page, `admin-${part}${suffix}`);
      const name = german ? "Teile der Verwaltung" : "Parts of the administration";
      const current = page.getByRole("navigation", { name }).locator("[aria-current]");
      await expect(current).toHaveCount(1);
      await current.click();
      await expect(page.locator(shown).first()).toBeVisible();
    });
  }
}
